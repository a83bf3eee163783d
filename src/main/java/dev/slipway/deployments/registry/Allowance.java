package dev.slipway.deployments.registry;

import java.time.Duration;

/// How much a registry may take of the portal: bytes of one answer, and time for one answer and for
/// all of them together.
///
/// @param until by `System.nanoTime()`; only differences of it mean something
record Allowance(int bytes, Duration each, long until) {

  /// For a question that a plan depends on.
  static Allowance ofPlan() {
    return new Allowance(
        4 << 20, Duration.ofSeconds(5), System.nanoTime() + Duration.ofMinutes(1).toNanos());
  }

  /// For an offer in a form, which nobody waits for.
  static Allowance ofForm(Duration limit) {
    return new Allowance(1 << 20, limit, System.nanoTime() + limit.toNanos());
  }

  /// What is left for the next answer.
  Duration next() throws RegistryUnavailable {
    var left = Duration.ofNanos(until - System.nanoTime());
    if (!left.isPositive()) {
      throw new RegistryUnavailable("the registry takes too long");
    }
    return left.compareTo(each) < 0 ? left : each;
  }
}
