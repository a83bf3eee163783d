package dev.slipway.plans;

import dev.slipway.kernel.ProblemType;
import org.jspecify.annotations.Nullable;

/// How much may be said about a plan or an operation: enough to explain it, not enough to bury it.
final class Reasons {

  private static final int LONGEST_REASON = 2_000;
  private static final int LONGEST_TICKET = 200;

  private Reasons() {}

  static void requireShort(ProposeChange wish) {
    requireShort(wish.reason());
    requireAtMost(LONGEST_TICKET, "ticket", wish.ticket());
  }

  static void requireShort(String reason) {
    requireAtMost(LONGEST_REASON, "reason", reason);
  }

  /// @param missing what to say where there is none
  static void require(String reason, String missing) {
    if (reason.isBlank()) {
      throw new PlanRefused(ProblemType.INVALID_INPUT, missing);
    }
    requireShort(reason);
  }

  private static void requireAtMost(int longest, String what, @Nullable String text) {
    int length = text == null ? 0 : text.strip().length();
    if (length > longest) {
      throw new PlanRefused(
          ProblemType.INVALID_INPUT,
          "The %s has %d characters (expected: at most %d). Shorten it, or link to the rest."
              .formatted(what, length, longest));
    }
  }
}
