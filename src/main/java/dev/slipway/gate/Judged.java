package dev.slipway.gate;

import dev.slipway.policies.spi.Verdict;

/// What the gate says of a change.
///
/// @param verdict what binds
/// @param would what it says where it is enforced; the same there
record Judged(
    GateMode mode, GateCell cell, JudgedClass judgedClass, Verdict verdict, Verdict would) {

  /// Whether only an override lets it go.
  boolean isHeld() {
    return mode == GateMode.ENFORCED && cell == GateCell.BLOCK;
  }

  /// What would happen, as the end of a sentence.
  static String words(Verdict would) {
    return switch (would) {
      case Verdict.Allow _ -> "pass";
      case Verdict.AllowWithCondition _ -> "pass with a condition";
      case Verdict.NeedsApproval _ -> "need an approval";
      case Verdict.Block _ -> "be held";
    };
  }
}
