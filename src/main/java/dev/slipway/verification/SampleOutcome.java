package dev.slipway.verification;

import java.util.Locale;

/// What one sample says.
public enum SampleOutcome {
  /// At most as many events were bad as the limit allows.
  PASSED,
  /// More were.
  FAILED,
  /// Too few events to tell.
  INCONCLUSIVE,
  /// Nobody answered the question.
  ERROR;

  /// As in the database's answers and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
