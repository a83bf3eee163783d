package dev.slipway.kernel;

import java.util.regex.Pattern;

/// The one rule for keys by which a caller repeats an intent.
public final class IdempotencyKey {

  private static final Pattern RULE = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private IdempotencyKey() {}

  /// The key, if it is one.
  ///
  /// @throws DomainFailure INVALID_REQUEST if it is none
  public static String required(String key) {
    if (!RULE.matcher(key).matches()) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "An Idempotency-Key has 1 to 128 visible characters, such as a UUID. Send a new one for every intent.");
    }
    return key;
  }
}
