package dev.slipway.health.web;

import dev.slipway.health.AlertLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An alert, as the API gives it.
record AlertAnswer(
    String name,
    String state,
    String severity,
    boolean urgent,
    String summary,
    @Nullable Instant since,
    String source,
    @Nullable Instant asOf,
    List<Where> places,
    String mappedBy,
    List<String> silences,
    boolean inhibited,
    boolean own,
    Map<String, String> labels) {

  /// A service in an environment.
  record Where(String service, String environment) {}

  static AlertAnswer of(AlertLine line) {
    return new AlertAnswer(
        line.name(),
        line.state(),
        line.severity(),
        line.urgent(),
        line.summary(),
        line.since(),
        line.source(),
        line.asOf(),
        line.places().stream().map(at -> new Where(at.service(), at.environment())).toList(),
        line.rule(),
        line.silences(),
        line.inhibited(),
        line.own(),
        line.labels());
  }
}
