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
    boolean expired,
    @Nullable UUID usedBy) {

  /// Whether it lets its plan through at this moment. Once used it holds for what it was used for:
  /// the plan cannot start a second time.
  public boolean isInForce() {
    return usedBy != null || (!expired && standing.state() == ApprovalStanding.State.MET);
  }

  /// Whether it still waits for somebody.
  public boolean isOpen() {
    return usedBy == null && !expired && standing.state() == ApprovalStanding.State.OPEN;
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
