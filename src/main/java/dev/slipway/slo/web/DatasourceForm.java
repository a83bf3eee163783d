package dev.slipway.slo.web;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.slo.ConnectDatasource;
import dev.slipway.slo.DatasourceAuth;
import dev.slipway.slo.DatasourceView;
import dev.slipway.slo.SliDatasource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A datasource as typed. What it is let in by is never shown again.
///
/// @param environments slugs
/// @param removal why it is removed
record DatasourceForm(
    @Nullable String name,
    @Nullable String address,
    @Nullable List<String> environments,
    @Nullable String auth,
    @Nullable String username,
    @Nullable String secret,
    @Nullable String certificates,
    @Nullable String reason,
    @Nullable String removal,
    @Nullable String kind) {

  static final DatasourceForm EMPTY =
      new DatasourceForm(null, null, null, null, null, null, null, null, null, null);

  static DatasourceForm of(DatasourceView known) {
    return new DatasourceForm(
        known.name(),
        known.address(),
        known.environments().stream().map(one -> one.slug()).toList(),
        known.auth().slug(),
        null,
        null,
        null,
        null,
        null,
        known.kind().slug());
  }

  DatasourceForm removedFor(@Nullable String why) {
    return new DatasourceForm(
        name, address, environments, auth, username, secret, certificates, reason, why, kind);
  }

  ConnectDatasource wish() {
    return new ConnectDatasource(
        text(name),
        text(address),
        served(),
        way(),
        text(username),
        secret == null ? "" : secret,
        text(certificates),
        text(reason),
        what());
  }

  Set<String> served() {
    return environments == null ? Set.of() : new TreeSet<>(environments);
  }

  String typed(String field) {
    return switch (field) {
      case "name" -> text(name);
      case "address" -> text(address);
      case "auth" -> auth == null ? DatasourceAuth.NONE.slug() : text(auth);
      case "kind" -> kind == null ? SliDatasource.Kind.PROMETHEUS.slug() : text(kind);
      case "username" -> text(username);
      case "reason" -> text(reason);
      case "removal" -> text(removal);
      default -> throw new IllegalArgumentException("nobody is shown the " + field);
    };
  }

  private DatasourceAuth way() {
    return Arrays.stream(DatasourceAuth.values())
        .filter(way -> way.slug().equals(typed("auth")))
        .findFirst()
        .orElseThrow(() -> new FieldRefused("auth", "Choose how it lets the portal in."));
  }

  private SliDatasource.Kind what() {
    return Arrays.stream(SliDatasource.Kind.values())
        .filter(one -> one.slug().equals(typed("kind")))
        .findFirst()
        .orElseThrow(() -> new FieldRefused("kind", "Choose what answers there."));
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }

  /// Never shows what it knows.
  @Override
  public String toString() {
    return "DatasourceForm[" + name + " " + address + "]";
  }
}
