package dev.slipway.approvals;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a request stands at this moment of the database's clock: only decisions that count now are
/// counted.
///
/// @param nextCountsAt when the next stored decision begins to count, if one waits
public record ApprovalStanding(
    ApprovalId id,
    String contentHash,
    State state,
    int required,
    int given,
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

  /// One rule with its filled seats and the people who could fill the others.
  public record RuleStanding(ApprovalRule rule, int filled, List<String> eligible) {}
}
