package dev.slipway.plans;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.policies.spi.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A plan as the API tells it. Field names are API.
///
/// @param lock the lock that starting a rollback sets, and who may release it; null for other
///   changes
public record PlanAnswer(
    UUID id,
    String hash,
    String kind,
    String state,
    String why,
    String service,
    String environment,
    String sentence,
    String from,
    String to,
    List<DiffLine> diff,
    List<VerdictAnswer> verdicts,
    @Nullable ApprovalAnswer approval,
    List<String> notUndone,
    @Nullable String lock,
    String reason,
    @Nullable String ticket,
    boolean startWhenApproved,
    String requester,
    @Nullable UUID toDeployment,
    @Nullable UUID deployment,
    @Nullable UUID supersededBy,
    Instant createdAt,
    Instant expiresAt) {

  /// One verdict.
  ///
  /// @param next the condition to acknowledge, or the way out of a block
  public record VerdictAnswer(String policy, String outcome, String reason, @Nullable String next) {

    public static VerdictAnswer of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Allow(var policy, var reason) ->
            new VerdictAnswer(policy, "allow", reason, null);
        case Verdict.AllowWithCondition(var policy, var reason, var condition) ->
            new VerdictAnswer(policy, "allow-with-condition", reason, condition);
        case Verdict.NeedsApproval(var policy, var reason, _) ->
            new VerdictAnswer(policy, "needs-approval", reason, null);
        case Verdict.Block(var policy, var reason, var wayOut) ->
            new VerdictAnswer(policy, "block", reason, wayOut);
      };
    }
  }

  /// One rule with its seats.
  public record RuleAnswer(
      String name, String role, int seats, int filled, List<String> eligible) {}

  /// Where the approval stands.
  ///
  /// @param reachable seats that can be filled at the most by everybody who may decide now
  /// @param outOfReach why it can never be approved and what to do, or null where it can
  public record ApprovalAnswer(
      UUID id,
      String state,
      int required,
      int given,
      int reachable,
      @Nullable String outOfReach,
      List<RuleAnswer> rules) {

    static ApprovalAnswer of(ApprovalStanding standing) {
      return new ApprovalAnswer(
          standing.id().value(),
          slug(standing.state()),
          standing.required(),
          standing.given(),
          standing.reachable(),
          standing.outOfReach(),
          standing.rules().stream()
              .map(rule ->
                  new RuleAnswer(
                      rule.rule().name(),
                      slug(rule.rule().role()),
                      rule.rule().seats(),
                      rule.filled(),
                      rule.eligible()))
              .toList());
    }
  }

  public static PlanAnswer of(PlanView plan) {
    return of(plan, plan.verdicts());
  }

  /// The plan with what the policies say of it.
  ///
  /// @param verdicts of the policies, as of now or as of the plan
  public static PlanAnswer of(PlanView plan, List<Verdict> verdicts) {
    return new PlanAnswer(
        plan.id().value(),
        plan.hash(),
        plan.kind().slug(),
        plan.state().slug(),
        plan.why(),
        plan.service().slug(),
        plan.environment().slug(),
        plan.sentence(),
        plan.from(),
        plan.to(),
        plan.diff(),
        verdicts.stream().map(VerdictAnswer::of).toList(),
        plan.standing() == null ? null : ApprovalAnswer.of(plan.standing()),
        plan.notUndone(),
        plan.lockNote(),
        plan.reason(),
        plan.ticket(),
        plan.startWhenApproved(),
        plan.requester().name(),
        plan.targetDeployment(),
        plan.operation() == null ? null : plan.operation().value(),
        plan.supersededBy() == null ? null : plan.supersededBy().value(),
        plan.createdAt(),
        plan.expiresAt());
  }

  private static String slug(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
