package dev.slipway.gate;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.plans.PlanId;
import java.time.Duration;

/// Asks that a plan which its error budget holds may go once.
///
/// @param hash of the plan as its reader saw it
/// @param reason at least 20 characters, for the person who agrees and for later
/// @param hours how long it is worth anything, at most four
public record AskOverride(PlanId plan, String hash, String reason, String ticket, int hours) {

  static final int MOST_HOURS = 4;
  private static final int SHORTEST_REASON = 20;
  private static final int LONGEST_REASON = 2000;
  private static final int LONGEST_TICKET = 200;

  public AskOverride {
    reason = reason.strip();
    ticket = ticket.strip();
    if (reason.length() < SHORTEST_REASON || reason.length() > LONGEST_REASON) {
      throw new FieldRefused(
          "reason",
          "Say in %d to %,d characters why it cannot wait; this has %d."
              .formatted(SHORTEST_REASON, LONGEST_REASON, reason.length()));
    }
    if (ticket.isEmpty() || ticket.length() > LONGEST_TICKET) {
      throw new FieldRefused("ticket", "Name the ticket where this can be read later.");
    }
    if (hours < 1 || hours > MOST_HOURS) {
      throw new FieldRefused("hours", "Choose one to " + MOST_HOURS + " hours.");
    }
  }

  Duration life() {
    return Duration.ofHours(hours);
  }
}
