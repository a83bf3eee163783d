package dev.slipway.verification;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.Reason;
import java.time.Duration;

/// Adds a smoke test, or says anew what one asks.
///
/// @param version of the one that the person saw; 0 for a new one
/// @param tries 1 to 10
/// @param pause 1 s to 5 min
/// @param timeout 1 s to 20 s
public record EditSmokeCheck(
    String name,
    SmokeProbe probe,
    int tries,
    Duration pause,
    Duration timeout,
    int version,
    String reason) {

  private static final int LONGEST_NAME = 60;
  private static final int MOST_TRIES = 10;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// Shorter than a turn may take (`Sampling`).
  static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(20);

  public EditSmokeCheck {
    name =
        OneLine.of(name, LONGEST_NAME)
            .orElseThrow(() ->
                new FieldRefused(
                    "name", "A smoke test's name has 1 to 60 visible characters on one line."));
    if (tries < 1 || tries > MOST_TRIES) {
      throw new FieldRefused("tries", "It is tried 1 to 10 times.");
    }
    if (pause.compareTo(SHORTEST) < 0 || pause.compareTo(LONGEST_PAUSE) > 0) {
      throw new FieldRefused("pause", "From one try to the next are 1 to 300 seconds.");
    }
    requireTimeout(timeout);
    try {
      reason = Reason.required(reason);
    } catch (DomainFailure refused) {
      throw new FieldRefused("reason", refused.detail());
    }
  }

  static void requireTimeout(Duration timeout) {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new FieldRefused("timeout", "One try may take 1 to 20 seconds.");
    }
  }
}
