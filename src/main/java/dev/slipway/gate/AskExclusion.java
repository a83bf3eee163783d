package dev.slipway.gate;

import dev.slipway.kernel.FieldRefused;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Asks that a stretch of time does not count against an objective.
///
/// @param from its first instant, on the full hour: what is counted is kept by the hour
/// @param to the first instant after it, on the full hour, at most 72 hours later
/// @param reason at least 20 characters, for the person who agrees and for later
/// @param ticket where more can be read
public record AskExclusion(
    UUID objective, Instant from, Instant to, ExclusionCause cause, String reason, String ticket) {

  static final Duration LONGEST = Duration.ofDays(3);
  private static final int SHORTEST_REASON = 20;
  private static final int LONGEST_REASON = 2000;
  private static final int LONGEST_TICKET = 200;

  public AskExclusion {
    reason = reason.strip();
    ticket = ticket.strip();
    if (!from.equals(from.truncatedTo(ChronoUnit.HOURS))) {
      throw new FieldRefused("starts", "Choose a full hour: what is counted is kept by the hour.");
    }
    if (!to.equals(to.truncatedTo(ChronoUnit.HOURS)) || !from.isBefore(to)) {
      throw new FieldRefused("ends", "Choose a full hour after the start.");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new FieldRefused(
          "ends",
          "At most %d hours at once. What takes longer is no exception: change the objective."
              .formatted(LONGEST.toHours()));
    }
    if (reason.length() < SHORTEST_REASON || reason.length() > LONGEST_REASON) {
      throw new FieldRefused(
          "reason",
          "Say in %d to %,d characters why it should not count; this has %d."
              .formatted(SHORTEST_REASON, LONGEST_REASON, reason.length()));
    }
    if (ticket.isEmpty() || ticket.length() > LONGEST_TICKET) {
      throw new FieldRefused("ticket", "Name the ticket where this can be read later.");
    }
  }
}
