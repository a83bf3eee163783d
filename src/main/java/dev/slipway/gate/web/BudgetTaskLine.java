package dev.slipway.gate.web;

import dev.slipway.gate.BudgetTask;
import dev.slipway.gate.BudgetThreshold;
import dev.slipway.kernel.Decimals;

/// A task as its line shows it.
///
/// @param mayClose whether this reader can close it
record BudgetTaskLine(BudgetTask task, boolean mayClose) {

  public String look() {
    return task.isOpen()
        ? task.threshold() == BudgetThreshold.REVIEW ? "warning" : "failed"
        : "succeeded";
  }

  /// Such as `From 25 % on`.
  public String word() {
    return "From " + task.threshold().percent() + " % on";
  }

  /// Such as `27.1 % used when it was raised`.
  public String used() {
    var used = task.used();
    return (used == null ? "an unknown share was" : Decimals.percentUsed(used))
        + " used when it was raised";
  }

  /// How it ended, as a sentence; empty while it is open.
  public String ended() {
    var ending = task.ending();
    return switch (ending) {
      case null -> "";
      case CLOSED -> "Closed by " + task.endedBy() + ": " + task.note();
      case RECOVERED -> "The budget recovered.";
      case DROPPED -> "The objective has no say any more.";
    };
  }

  /// What to write where it is closed.
  public String asks() {
    return task.threshold() == BudgetThreshold.EXHAUSTED
        ? "The root cause, and what was done about it"
        : "What was done";
  }

  public String field() {
    return "note-" + task.id();
  }
}
