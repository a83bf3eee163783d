package dev.slipway.verification;

import java.util.Locale;

/// What one sample, or one try of a smoke test, says.
public enum SampleOutcome {
  /// At most as many events were bad as the limit allows; the answer was as expected.
  PASSED,
  /// More were; it was not.
  FAILED,
  /// Too few events to tell, or no worse than a past that was far outside the objective, which
  /// proves nothing; never of a smoke test.
  INCONCLUSIVE,
  /// Nobody answered the question; the service is not to blame for it.
  ERROR;

  /// As in the database's answers and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
