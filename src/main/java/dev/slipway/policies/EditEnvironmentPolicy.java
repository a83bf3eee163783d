package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.kernel.FieldRefused;
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
    boolean provenFirst,
    EvidenceRule evidence,
    String reason,
    boolean outOfReachAccepted) {

  /// One that asks nothing of other environments and of pipelines.
  public EditEnvironmentPolicy(
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
    this(
        environment,
        basedOn,
        rules,
        rollbackRules,
        pinnedImagesRequired,
        planLifetime,
        automaticRollback,
        podErrorGrace,
        crashRestarts,
        stallTimeout,
        false,
        EvidenceRule.NONE,
        reason,
        outOfReachAccepted);
  }

  public EditEnvironmentPolicy {
    rules = List.copyOf(rules);
    rollbackRules = List.copyOf(rollbackRules);
    reason = Reason.required(reason);
    within(
        "planMinutes",
        "A plan",
        planLifetime,
        EnvironmentPolicy.SHORTEST_PLAN,
        EnvironmentPolicy.LONGEST_PLAN);
    within(
        "podErrorSeconds",
        "The time for a failing pod",
        podErrorGrace,
        Duration.ofSeconds(10),
        Duration.ofHours(1));
    within(
        "stallMinutes", "The stall time", stallTimeout, Duration.ofMinutes(1), Duration.ofHours(6));
    if (crashRestarts < 1 || crashRestarts > 20) {
      throw new FieldRefused(
          "crashRestarts", "Restarts must be 1 to 20, not " + crashRestarts + ".");
    }
  }

  /// The version that it makes of the one before.
  EnvironmentPolicy after(EnvironmentPolicy before) {
    return new EnvironmentPolicy(
        before.version() + 1,
        rules,
        rollbackRules,
        pinnedImagesRequired,
        planLifetime,
        automaticRollback,
        podErrorGrace,
        crashRestarts,
        stallTimeout,
        provenFirst,
        evidence);
  }

  private static void within(
      String field, String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new FieldRefused(
          field,
          "%s must last %s to %s, not %s."
              .formatted(what, Spans.words(least), Spans.words(most), Spans.words(value)));
    }
  }
}
