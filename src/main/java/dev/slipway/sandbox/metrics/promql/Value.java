package dev.slipway.sandbox.metrics.promql;

import java.util.List;

/// What a query gives at one instant.
public sealed interface Value {

  /// A number without labels.
  record Scalar(double number) implements Value {}

  /// A text, as it stood in the query.
  record Text(String text) implements Value {}

  /// At most one sample for each set of labels.
  record Vector(List<Sample> samples) implements Value {

    static final Vector EMPTY = new Vector(List.of());
  }

  /// The samples of each series within a time.
  record Matrix(List<Points> series) implements Value {}

  /// A number of a series.
  ///
  /// @param time when it was measured, in milliseconds; of what was computed the instant of the
  ///   query
  record Sample(Labels labels, long time, double number) {}
}
