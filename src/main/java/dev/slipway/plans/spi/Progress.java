package dev.slipway.plans.spi;

/// What the worker sees while an effect settles.
///
/// @param percent 0 to 100, for people
/// @param text such as `2 of 3 new pods ready`; where it is broken, one sentence without a full
///   stop
/// @param said what the cluster said, word for word; empty where the text says it all
public record Progress(Step step, int percent, String text, String said) {

  public Progress(Step step, int percent, String text) {
    this(step, percent, text, "");
  }

  /// GOING: not there yet. DONE: settled as planned. BROKEN: will not settle by itself; an
  /// automatic rollback may follow. FOREIGN: somebody else changed the object since.
  public enum Step {
    GOING,
    DONE,
    BROKEN,
    FOREIGN
  }
}
