package dev.slipway.plans;

/// The process dies here: nothing after it runs, nothing is tidied.
class SimulatedCrash extends Error {

  SimulatedCrash(String point) {
    super(point, null, false, false);
  }
}
