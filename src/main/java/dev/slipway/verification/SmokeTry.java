package dev.slipway.verification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one try of a smoke test brought.
///
/// @param outcome PASSED, FAILED where the service answers for it, ERROR where it says nothing of
///   the service
/// @param status that came back; null where none did
/// @param why what was amiss; empty where nothing was. Never a part of the answer.
public record SmokeTry(SampleOutcome outcome, @Nullable Integer status, Duration took, String why) {

  private static final int LONGEST = 500;

  public SmokeTry {
    why = why.length() > LONGEST ? why.substring(0, LONGEST) : why;
  }
}
