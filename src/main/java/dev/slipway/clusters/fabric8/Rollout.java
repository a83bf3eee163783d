package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.RolloutVerdict;

/// A verdict about a rollout, in one word and in a sentence.
record Rollout(RolloutVerdict verdict, String reason) {

  static Rollout progressing(String reason) {
    return new Rollout(RolloutVerdict.PROGRESSING, reason);
  }

  static Rollout complete(String reason) {
    return new Rollout(RolloutVerdict.COMPLETE, reason);
  }
}
