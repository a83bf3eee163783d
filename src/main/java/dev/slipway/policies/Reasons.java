package dev.slipway.policies;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// A reason that others can read later.
final class Reasons {

  private static final int SHORTEST = 10;
  private static final int LONGEST = 2000;

  private Reasons() {}

  static String required(String reason) {
    var words = reason.strip();
    if (words.length() < SHORTEST || words.length() > LONGEST) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "A reason of %d to %d characters is needed; this one has %d. Say why, for those who read it later."
              .formatted(SHORTEST, LONGEST, words.length()));
    }
    return words;
  }
}
