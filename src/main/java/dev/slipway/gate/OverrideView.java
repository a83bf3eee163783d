package dev.slipway.gate;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.plans.PlanId;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What somebody asked of the gate for one plan, as it stands now.
///
/// @param strict whether an owner of the environment had to be among the two
/// @param budget where the budget stood when it was asked
/// @param standing who agreed
/// @param lost which right whoever asked has no longer, as a sentence with what to do; null while
///   they have it, and once it is used or its time is over
/// @param expired whether its time is over, by the database's clock
/// @param usedBy the deployment that it let through
public record OverrideView(
    UUID id,
    PlanId plan,
    boolean strict,
    String budget,
    String reason,
    String ticket,
    String requester,
    Instant madeAt,
    Instant expiresAt,
    ApprovalStanding standing,
    @Nullable String lost,
    boolean expired,
    @Nullable UUID usedBy) {

  /// Whether it lets its plan through at this moment. Once used it holds for what it was used for:
  /// the plan cannot start a second time.
  public boolean isInForce() {
    return usedBy != null || (isWorthSomething() && standing.state() == ApprovalStanding.State.MET);
  }

  /// Whether it still waits for somebody.
  public boolean isOpen() {
    return usedBy == null && isWorthSomething() && standing.state() == ApprovalStanding.State.OPEN;
  }

  private boolean isWorthSomething() {
    return !expired && lost == null;
  }

  /// Whose word does not count any more, and what to do about it; null where nobody's is missing.
  public @Nullable String lapse() {
    if (!isOpen()) {
      return lost;
    }
    var gone =
        standing.decisions().stream()
            .filter(decision -> decision.approved() && !decision.counts() && !decision.isWaiting())
            .map(decision -> "%s (%s)".formatted(decision.personName(), decision.whyNot()))
            .distinct()
            .collect(Collectors.joining(" and "));
    return gone.isEmpty()
        ? null
        : "It was agreed to let it past, but that does not count any more for %s. Somebody else has to agree."
            .formatted(gone);
  }

  /// Whose two names it carries.
  public String names() {
    var agreed =
        standing.decisions().stream()
            .filter(decision -> decision.counts() && decision.approved())
            .map(decision -> decision.personName())
            .collect(Collectors.joining(" and "));
    return agreed.isEmpty() ? requester : requester + " and " + agreed;
  }
}
