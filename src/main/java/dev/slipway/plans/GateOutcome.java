package dev.slipway.plans;

import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What all policies together say of a change that somebody only asks about.
public enum GateOutcome {
  ALLOW,
  NEEDS_APPROVAL,
  /// A policy blocks it, or a condition of one is not acknowledged.
  BLOCK;

  /// The gravest answer holds.
  ///
  /// @param acknowledged policies whose condition the plan would acknowledge
  public static GateOutcome of(List<Verdict> verdicts, Set<String> acknowledged) {
    var outcome = ALLOW;
    for (var verdict : verdicts) {
      switch (verdict) {
        case Verdict.Block _ -> {
          return BLOCK;
        }
        case Verdict.AllowWithCondition(var policy, _, _) -> {
          if (!acknowledged.contains(policy)) {
            return BLOCK;
          }
        }
        case Verdict.NeedsApproval _ -> outcome = NEEDS_APPROVAL;
        case Verdict.Allow _ -> {}
      }
    }
    return outcome;
  }

  /// As in the API, such as `needs-approval`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
