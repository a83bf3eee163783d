package dev.slipway.health.web;

import dev.slipway.health.ResourceLevel;
import dev.slipway.health.ResourceReading;
import dev.slipway.health.ResourceSort;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// What the address of the list asks for; null or empty does not narrow.
///
/// @param kind slug of a {@link ResourceSort}
/// @param level slug of a {@link ResourceLevel}
public record ResourceFilter(
    @Nullable String q,
    @Nullable String cluster,
    @Nullable String kind,
    @Nullable String service,
    @Nullable String environment,
    @Nullable String level,
    @Nullable String cursor) {

  static final String PATH = "/health/resources";

  public boolean isEmpty() {
    return values().isEmpty();
  }

  /// Whether it fits but for its level, which is counted.
  boolean fits(ResourceReading reading) {
    var words = text(q).toLowerCase(Locale.ROOT);
    var sort = text(kind).isEmpty() ? null : sortOf(text(kind));
    return is(cluster, reading.cluster())
        && (sort == null || sort == reading.sort())
        && isPlaced(reading)
        && (words.isEmpty()
            || reading.name().toLowerCase(Locale.ROOT).contains(words)
            || reading.namespace().toLowerCase(Locale.ROOT).contains(words)
            || reading.places().stream().anyMatch(at -> at.service().contains(words)));
  }

  private boolean isPlaced(ResourceReading reading) {
    return (text(service).isEmpty() && text(environment).isEmpty())
        || reading.places().stream()
            .anyMatch(at -> is(service, at.service()) && is(environment, at.environment()));
  }

  /// The level that it asks for, or null.
  ///
  /// @throws DomainFailure INVALID_REQUEST if there is no such level
  @Nullable ResourceLevel asked() {
    return text(level).isEmpty() ? null : levelOf(text(level));
  }

  static ResourceLevel levelOf(String slug) {
    return Arrays.stream(ResourceLevel.values())
        .filter(each -> each.slug().equals(slug))
        .findFirst()
        .orElseThrow(() -> unknown("level", slug));
  }

  static ResourceSort sortOf(String slug) {
    return Arrays.stream(ResourceSort.values())
        .filter(each -> each.slug().equals(slug))
        .findFirst()
        .orElseThrow(() -> unknown("kind", slug));
  }

  private static DomainFailure unknown(String what, String slug) {
    return new DomainFailure(
        ProblemType.INVALID_REQUEST,
        "%s is \"%s\", which is not known. Take the filter away, or pick another."
            .formatted(what, slug));
  }

  String withLevel(@Nullable ResourceLevel other) {
    var values = values();
    values.remove("level");
    if (other != null) {
      values.put("level", other.slug());
    }
    return address(values);
  }

  /// The same, on the page that this cursor begins.
  String at(@Nullable String page) {
    var values = values();
    if (page != null && !page.isEmpty()) {
      values.put("cursor", page);
    }
    return address(values);
  }

  /// Words for a service that it asks for; empty where it asks for none.
  public String place() {
    var where = text(environment).isEmpty() ? "" : " in " + text(environment);
    return text(service).isEmpty() ? text(environment) : text(service) + where;
  }

  /// The same without service and environment.
  public String anywhere() {
    var values = values();
    values.remove("service");
    values.remove("environment");
    return address(values);
  }

  private static String address(Map<String, String> values) {
    var address = UriComponentsBuilder.fromPath(PATH);
    values.forEach((name, _) -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "q", q);
    put(values, "cluster", cluster);
    put(values, "kind", kind);
    put(values, "service", service);
    put(values, "environment", environment);
    put(values, "level", level);
    return values;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (!text(value).isEmpty()) {
      values.put(name, text(value));
    }
  }

  private static boolean is(@Nullable String asked, String value) {
    return text(asked).isEmpty() || text(asked).equals(value);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
