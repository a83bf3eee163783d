package dev.slipway.approvals;

import dev.slipway.kernel.Plural;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a request stands at this moment of the database's clock: only decisions that count now are
/// counted.
///
/// @param reachable seats that can be filled at the most by everybody who may decide now
/// @param nextCountsAt when the next stored decision begins to count, if one waits
public record ApprovalStanding(
    ApprovalId id,
    String contentHash,
    State state,
    int required,
    int given,
    int reachable,
    List<RuleStanding> rules,
    List<DecisionView> decisions,
    @Nullable Instant nextCountsAt) {

  /// OPEN: waits. MET: every seat is filled now. REJECTED: an eligible person said no. CLOSED:
  /// withdrawn, superseded, expired, revoked or used.
  public enum State {
    OPEN,
    MET,
    REJECTED,
    CLOSED
  }

  /// Whether too few people may decide: however they do, it is never approved.
  public boolean isOutOfReach() {
    return state == State.OPEN && reachable < required;
  }

  /// Why it can never be approved and what to do about it; null where it can.
  public @Nullable String outOfReach() {
    return isOutOfReach()
        ? "%s needed; %s. Until more people hold the roles, nobody can start this: ask an administrator for another approver, or the owner of the environment for another rule."
            .formatted(
                Plural.of(required, "approval is", "approvals are"),
                reachable == 0
                    ? "nobody may give one"
                    : "those who may decide can give " + reachable)
        : null;
  }

  /// One rule with its filled seats and the people who could fill the others.
  public record RuleStanding(ApprovalRule rule, int filled, List<String> eligible) {}
}
