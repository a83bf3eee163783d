package dev.slipway.plans.spi;

/// What the worker sees while an effect settles.
///
/// @param percent 0 to 100, for people
/// @param text such as `2 of 3 new pods ready`
public record Progress(Step step, int percent, String text) {

  /// GOING: not there yet. DONE: settled as planned. BROKEN: will not settle by itself; an
  /// automatic rollback may follow. FOREIGN: somebody else changed the object since.
  public enum Step {
    GOING,
    DONE,
    BROKEN,
    FOREIGN
  }
}
