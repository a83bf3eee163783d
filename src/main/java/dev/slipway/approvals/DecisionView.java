package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision as people see it.
///
/// @param counts whether it counts now; if not, `whyNot` says why (undone, not yet, right lost)
public record DecisionView(
    UUID id,
    PersonId person,
    String personName,
    boolean approved,
    String comment,
    Instant at,
    Instant countsAt,
    boolean counts,
    @Nullable String whyNot) {

  static final String TAKEN_BACK = "Taken back";
  static final String NOT_YET = "Counts in a moment";

  /// The look that fits: only a decision that counts, or is about to, carries its own mark.
  public String look() {
    if (!counts && !isWaiting()) {
      return "info";
    }
    return approved ? "approved" : "rejected";
  }

  /// What it said, and why that does not count where it does not.
  public String words() {
    return (approved ? "Approved" : "Rejected") + (whyNot == null ? "" : ". " + whyNot);
  }

  public boolean isTakenBack() {
    return whyNot != null && whyNot.startsWith(TAKEN_BACK);
  }

  /// Whether it counts as soon as its ten seconds are over.
  public boolean isWaiting() {
    return NOT_YET.equals(whyNot);
  }
}
