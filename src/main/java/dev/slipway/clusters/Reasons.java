package dev.slipway.clusters;

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
          "Say why in %d to %d characters; this reason has %d. Others read it here and in the audit."
              .formatted(SHORTEST, LONGEST, words.length()));
    }
    return words;
  }
}
