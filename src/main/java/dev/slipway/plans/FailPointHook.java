package dev.slipway.plans;

/// Somebody who wants to know that a fail point was reached: tests. There is none in production.
@FunctionalInterface
interface FailPointHook {

  /// May throw to make the process "die" here.
  void at(String point, Object id);
}
