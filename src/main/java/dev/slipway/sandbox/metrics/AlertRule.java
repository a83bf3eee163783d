package dev.slipway.sandbox.metrics;

import java.util.Map;

/// An alert as a rule file defines it.
///
/// @param query fires for every series that it gives
public record AlertRule(
    String group,
    String name,
    String query,
    Map<String, String> labels,
    Map<String, String> annotations) {

  public AlertRule {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
