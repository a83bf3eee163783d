package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import java.time.Duration;
import java.util.List;

/// Replaces the policy of an environment by a new version.
///
/// @param basedOn the version that the person saw; another one in force meanwhile is a conflict
/// @param outOfReachAccepted whether the person accepts rules that nobody can meet now
public record EditEnvironmentPolicy(
    EnvironmentId environment,
    int basedOn,
    List<ApprovalRule> rules,
    List<ApprovalRule> rollbackRules,
    boolean pinnedImagesRequired,
    Duration planLifetime,
    boolean automaticRollback,
    Duration podErrorGrace,
    int crashRestarts,
    Duration stallTimeout,
    String reason,
    boolean outOfReachAccepted) {

  public EditEnvironmentPolicy {
    rules = List.copyOf(rules);
    rollbackRules = List.copyOf(rollbackRules);
    reason = Reason.required(reason);
    within("A plan", planLifetime, EnvironmentPolicy.SHORTEST_PLAN, EnvironmentPolicy.LONGEST_PLAN);
    within(
        "The time for a failing pod", podErrorGrace, Duration.ofSeconds(10), Duration.ofHours(1));
    within("The stall time", stallTimeout, Duration.ofMinutes(1), Duration.ofHours(6));
    if (crashRestarts < 1 || crashRestarts > 20) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT, "Restarts must be 1 to 20, not " + crashRestarts + ".");
    }
  }

  private static void within(String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "%s must last %s to %s, not %s."
              .formatted(what, Spans.words(least), Spans.words(most), Spans.words(value)));
    }
  }
}
