package dev.slipway.verification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one try of a smoke test brought.
///
/// @param outcome PASSED, FAILED where the service answers for it, ERROR where it says nothing of
///   the service
/// @param status that came back; null where none did
/// @param why what was amiss; empty where nothing was. Never a part of the answer.
/// @param log the last lines of a Job, for those who may read logs; empty where there are none
public record SmokeTry(
    SampleOutcome outcome, @Nullable Integer status, Duration took, String why, String log) {

  private static final int LONGEST = 500;

  SmokeTry(SampleOutcome outcome, @Nullable Integer status, Duration took, String why) {
    this(outcome, status, took, why, "");
  }

  public SmokeTry {
    why = why.length() > LONGEST ? why.substring(0, LONGEST) : why;
  }
}
