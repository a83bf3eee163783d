package dev.slipway.home.web;

import org.jspecify.annotations.Nullable;

/// What a person typed about a placement.
///
/// @param reason why a placement is changed; a new one needs none
/// @param anyway `true` if the workload is meant though the cluster does not have it yet
record PlacementForm(
    String service,
    String environment,
    String cluster,
    String namespace,
    String kind,
    String name,
    String container,
    String reason,
    String anyway) {

  PlacementForm(
      @Nullable String service,
      @Nullable String environment,
      @Nullable String cluster,
      @Nullable String namespace,
      @Nullable String kind,
      @Nullable String name,
      @Nullable String container,
      @Nullable String reason,
      @Nullable String anyway) {
    this.service = text(service);
    this.environment = text(environment);
    this.cluster = text(cluster);
    this.namespace = text(namespace);
    this.kind = text(kind);
    this.name = text(name);
    this.container = text(container);
    this.reason = text(reason);
    this.anyway = text(anyway);
  }

  /// Whether a workload that is not there yet is meant.
  public boolean comesLater() {
    return anyway.equals("true");
  }

  /// The same workload for the service and environment of another form.
  PlacementForm within(PlacementForm other) {
    return new PlacementForm(
        other.service,
        other.environment,
        cluster,
        namespace,
        kind,
        name,
        container,
        reason,
        anyway);
  }

  /// The same with the workload that a button of the list names, as
  /// `cluster/namespace/KIND/name/container`; unchanged where it names none.
  PlacementForm taking(String look) {
    var named = look.split("/", -1);
    return named.length < 5
        ? this
        : new PlacementForm(
            service, environment, named[0], named[1], named[2], named[3], named[4], reason, anyway);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
