package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import java.time.Duration;
import java.util.List;

/// What an environment asks of a change. A version is never edited: an edit makes the next one.
///
/// @param version 0 for the defaults of the environment's class
/// @param rules approval rules, AND-ed; none means that no approval is needed, which production
///   never allows
/// @param rollbackRules what a rollback asks beyond decision 7; none leaves it at that
/// @param planLifetime how long a plan and its approval hold, 15 minutes to 7 days
/// @param podErrorGrace how long a new pod may fail to start before an automatic rollback
/// @param crashRestarts restarts in a crash loop before an automatic rollback
/// @param stallTimeout how long a rollout may make no progress
/// @param provenFirst whether a version must have succeeded in the environment before this one
/// @param evidence what must be proven of every image
public record EnvironmentPolicy(
    int version,
    List<ApprovalRule> rules,
    List<ApprovalRule> rollbackRules,
    boolean pinnedImagesRequired,
    Duration planLifetime,
    boolean automaticRollback,
    Duration podErrorGrace,
    int crashRestarts,
    Duration stallTimeout,
    boolean provenFirst,
    EvidenceRule evidence) {

  public static final Duration SHORTEST_PLAN = Duration.ofMinutes(15);
  public static final Duration LONGEST_PLAN = Duration.ofDays(7);

  static final ApprovalRule ONE_APPROVER = new ApprovalRule("One approver", Role.APPROVER, null, 1);

  /// One that asks nothing of other environments and of pipelines.
  public EnvironmentPolicy(
      int version,
      List<ApprovalRule> rules,
      List<ApprovalRule> rollbackRules,
      boolean pinnedImagesRequired,
      Duration planLifetime,
      boolean automaticRollback,
      Duration podErrorGrace,
      int crashRestarts,
      Duration stallTimeout) {
    this(
        version,
        rules,
        rollbackRules,
        pinnedImagesRequired,
        planLifetime,
        automaticRollback,
        podErrorGrace,
        crashRestarts,
        stallTimeout,
        false,
        EvidenceRule.NONE);
  }

  public EnvironmentPolicy {
    rules = List.copyOf(rules);
    rollbackRules = List.copyOf(rollbackRules);
  }

  /// What holds in an environment of this class. Fail closed: in production no stored rule means
  /// one approver, never none.
  EnvironmentPolicy in(EnvironmentClass environmentClass) {
    return environmentClass == EnvironmentClass.PRODUCTION && rules.isEmpty()
        ? new EnvironmentPolicy(
            version,
            List.of(ONE_APPROVER),
            rollbackRules,
            pinnedImagesRequired,
            planLifetime,
            automaticRollback,
            podErrorGrace,
            crashRestarts,
            stallTimeout,
            provenFirst,
            evidence)
        : this;
  }

  /// Whether another version asks the same.
  boolean asks(EnvironmentPolicy other) {
    return numbered(other.version).equals(other);
  }

  EnvironmentPolicy numbered(int number) {
    return new EnvironmentPolicy(
        number,
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

  /// What holds until somebody edits it: production needs one approver, everything rolls back by
  /// itself.
  static EnvironmentPolicy defaults(EnvironmentClass environmentClass) {
    var production = environmentClass == EnvironmentClass.PRODUCTION;
    return new EnvironmentPolicy(
        0,
        production ? List.of(ONE_APPROVER) : List.of(),
        List.of(),
        false,
        production ? Duration.ofHours(24) : Duration.ofHours(4),
        true,
        Duration.ofSeconds(60),
        2,
        Duration.ofMinutes(10));
  }

  /// Whether a change gets through more easily than under `other`, in any respect: then nobody
  /// makes it so alone in production.
  public boolean isLooserThan(EnvironmentPolicy other) {
    return !Strictness.covers(rules, other.rules)
        || !Strictness.covers(rollbackRules, other.rollbackRules)
        || (other.pinnedImagesRequired && !pinnedImagesRequired)
        || planLifetime.compareTo(other.planLifetime) > 0
        || (other.automaticRollback && !automaticRollback)
        || podErrorGrace.compareTo(other.podErrorGrace) > 0
        || crashRestarts > other.crashRestarts
        || stallTimeout.compareTo(other.stallTimeout) > 0
        || (other.provenFirst && !provenFirst)
        || evidence.isLooserThan(other.evidence);
  }
}
