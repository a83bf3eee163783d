package dev.slipway.plans;

/// Named places before and after everything that is stored or sent. Nothing happens there in
/// production; tests make the process "die" at each of them.
@FunctionalInterface
interface FailPoints {

  /// The process is at this place of this plan or operation.
  void reach(String point, Object id);
}
