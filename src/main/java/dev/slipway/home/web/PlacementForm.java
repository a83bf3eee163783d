package dev.slipway.home.web;

import org.jspecify.annotations.Nullable;

/// What a person typed about a placement.
record PlacementForm(
    String service,
    String environment,
    String cluster,
    String namespace,
    String kind,
    String name,
    String container) {

  PlacementForm(
      @Nullable String service,
      @Nullable String environment,
      @Nullable String cluster,
      @Nullable String namespace,
      @Nullable String kind,
      @Nullable String name,
      @Nullable String container) {
    this.service = text(service);
    this.environment = text(environment);
    this.cluster = text(cluster);
    this.namespace = text(namespace);
    this.kind = text(kind);
    this.name = text(name);
    this.container = text(container);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
