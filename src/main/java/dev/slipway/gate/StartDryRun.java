package dev.slipway.gate;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Reason;

/// Lets the gate only say what it would do, for a while.
///
/// @param service slug; empty for every service of the environment
/// @param environment slug
/// @param days how long, at most 28: a dry run that never ends is no gate
/// @param reason for those who read it later
public record StartDryRun(String service, String environment, int days, String reason) {

  static final int MOST_DAYS = 28;

  public StartDryRun {
    service = service.strip();
    environment = environment.strip();
    reason = Reason.required(reason);
    if (days < 1 || days > MOST_DAYS) {
      throw new FieldRefused("days", "Choose 1 to " + MOST_DAYS + " days.");
    }
  }
}
