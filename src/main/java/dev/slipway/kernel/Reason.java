package dev.slipway.kernel;

/// A reason that others can read later.
public final class Reason {

  private static final int SHORTEST = 10;
  private static final int LONGEST = 2000;

  private Reason() {}

  /// The reason without blanks around it.
  ///
  /// @throws DomainFailure INVALID_INPUT if it has fewer than 10 or more than 2,000 characters
  public static String required(String reason) {
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
