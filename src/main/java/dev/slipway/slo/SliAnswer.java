package dev.slipway.slo;

import java.time.Duration;
import java.util.List;

/// What became of a question to a datasource, by the status of its answer
/// (`prometheus/prometheus:docs/querying/api.md`), so that an outage is never taken for a wrong
/// query.
public sealed interface SliAnswer<T> {

  /// An answer.
  ///
  /// @param warnings what the server said beside it; any makes the answer partial, which a gate
  ///   does not believe
  record Got<T>(T value, List<String> warnings, Duration took) implements SliAnswer<T> {

    public boolean isPartial() {
      return !warnings.isEmpty();
    }
  }

  /// The question itself is wrong (400, 422): a fault of the objective.
  record Refused<T>(String reason) implements SliAnswer<T> {}

  /// The server does not let the portal ask (401, 403).
  record NoEntry<T>(String reason) implements SliAnswer<T> {}

  /// No answer in time, or none that a Prometheus gives.
  record Unavailable<T>(String reason) implements SliAnswer<T> {}
}
