package dev.slipway.health.web;

import dev.slipway.health.ResourceLevel;
import dev.slipway.health.ResourceReading;
import dev.slipway.health.ResourceSort;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.shell.Narrowing;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    return narrowing().isEmpty();
  }

  /// Whether it fits but for its level, which is counted.
  boolean fits(ResourceReading reading) {
    var words = Narrowing.text(q).toLowerCase(Locale.ROOT);
    var sort = sort();
    return Narrowing.is(cluster, reading.cluster())
        && (sort == null || sort == reading.sort())
        && isPlaced(reading)
        && (words.isEmpty()
            || reading.name().toLowerCase(Locale.ROOT).contains(words)
            || reading.namespace().toLowerCase(Locale.ROOT).contains(words)
            || reading.places().stream().anyMatch(at -> at.service().contains(words)));
  }

  private boolean isPlaced(ResourceReading reading) {
    return (Narrowing.text(service).isEmpty() && Narrowing.text(environment).isEmpty())
        || reading.places().stream()
            .anyMatch(at ->
                Narrowing.is(service, at.service()) && Narrowing.is(environment, at.environment()));
  }

  /// The level that it asks for, or null.
  ///
  /// @throws DomainFailure INVALID_REQUEST if there is no such level
  @Nullable ResourceLevel asked() {
    return Narrowing.known("level", level, ResourceFilter::namedLevel);
  }

  /// The kind that it asks for, or null.
  ///
  /// @throws DomainFailure INVALID_REQUEST if there is no such kind
  @Nullable ResourceSort sort() {
    return Narrowing.known("kind", kind, ResourceFilter::namedSort);
  }

  private static Optional<ResourceLevel> namedLevel(String slug) {
    return Narrowing.ofSlug(ResourceLevel.values(), ResourceLevel::slug, slug);
  }

  private static Optional<ResourceSort> namedSort(String slug) {
    return Narrowing.ofSlug(ResourceSort.values(), ResourceSort::slug, slug);
  }

  String withLevel(@Nullable ResourceLevel other) {
    return narrowing().with("level", other == null ? null : other.slug()).href();
  }

  /// The same, on the page that this cursor begins.
  String at(@Nullable String page) {
    return narrowing().at(page);
  }

  /// Words for a service that it asks for; empty where it asks for none.
  public String place() {
    var where = Narrowing.text(environment).isEmpty() ? "" : " in " + Narrowing.text(environment);
    return Narrowing.text(service).isEmpty()
        ? Narrowing.text(environment)
        : Narrowing.text(service) + where;
  }

  /// The same without service and environment.
  public String anywhere() {
    return narrowing().without("service", "environment").href();
  }

  private Narrowing narrowing() {
    return Narrowing.of(PATH)
        .with("q", q)
        .with("cluster", cluster)
        .with("kind", kind)
        .with("service", service)
        .with("environment", environment)
        .with("level", level);
  }
}
