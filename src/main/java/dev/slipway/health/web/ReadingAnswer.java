package dev.slipway.health.web;

import dev.slipway.health.ResourceReading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A resource, as the API gives it.
record ReadingAnswer(
    String kind,
    String cluster,
    String namespace,
    String name,
    String level,
    String reason,
    @Nullable Integer percent,
    @Nullable Instant since,
    Instant asOf,
    List<Where> places) {

  /// A service in an environment that needs it.
  record Where(String service, String environment) {}

  static ReadingAnswer of(ResourceReading reading) {
    return new ReadingAnswer(
        reading.sort().slug(),
        reading.cluster(),
        reading.namespace(),
        reading.name(),
        reading.level().slug(),
        reading.reason(),
        reading.percent(),
        reading.since(),
        reading.asOf(),
        reading.places().stream().map(at -> new Where(at.service(), at.environment())).toList());
  }
}
