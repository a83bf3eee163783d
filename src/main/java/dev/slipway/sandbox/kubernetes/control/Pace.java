package dev.slipway.sandbox.kubernetes.control;

import java.time.Duration;
import java.time.Instant;

/// How fast time passes for the nodes and controllers: 1 is as on a real cluster.
public record Pace(double factor) {

  Duration real(double simulatedSeconds) {
    return Duration.ofNanos((long) (simulatedSeconds * 1e9 / factor));
  }

  /// Simulated seconds between then and now.
  double since(Instant then) {
    return Duration.between(then, Instant.now()).toNanos() / 1e9 * factor;
  }
}
