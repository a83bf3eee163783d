package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Who has to agree: the rules of the environment, and the lighter ones of a rollback.
@Component
@Order(10)
class ApprovalPolicy implements ChangePolicy {

  private static final String NAME = "approval";
  private static final String NO_WAY_BACK =
      "Judged as a rollout: what it goes to was taken back, did not succeed, or is newer than what"
          + " runs. ";

  private final EnvironmentPolicies policies;

  ApprovalPolicy(EnvironmentPolicies policies) {
    this.policies = policies;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    var policy = policies.of(change.environment().id());
    return List.of(change.isRollback() ? rollback(change, policy) : other(change, policy));
  }

  private static Verdict other(ProposedChange change, EnvironmentPolicy policy) {
    var environment = change.environment().name();
    var why = change.kind() == ChangeKind.ROLLBACK ? NO_WAY_BACK : "";
    if (change.kind() == ChangeKind.RESTORE && policy.rules().isEmpty()) {
      return needs(
          "A restore takes two people everywhere; it needs ",
          List.of(EnvironmentPolicy.ONE_APPROVER));
    }
    return policy.rules().isEmpty()
        ? new Verdict.Allow(NAME, why + "No approval is needed in " + environment + ".")
        : needs(why + "Changes in " + environment + " need ", policy.rules());
  }

  private static Verdict rollback(ProposedChange change, EnvironmentPolicy policy) {
    if (!policy.rollbackRules().isEmpty()) {
      return needs(
          "Rollbacks in " + change.environment().name() + " need ", policy.rollbackRules());
    }
    if (change.facts().way() == Way.LAST_GOOD) {
      return new Verdict.Allow(
          NAME,
          "Goes back to the deployment that ran here last and succeeded: no new approval. Its approvers get a notice.");
    }
    return change.environment().environmentClass() == EnvironmentClass.PRODUCTION
        ? needs(
            "This goes back further than to the deployment that ran here last and succeeded, which in production needs ",
            List.of(EnvironmentPolicy.ONE_APPROVER))
        : new Verdict.Allow(
            NAME, "Rollbacks need no approval in " + change.environment().name() + ".");
  }

  private static Verdict needs(String sentence, List<ApprovalRule> rules) {
    return new Verdict.NeedsApproval(
        NAME, sentence + RuleWords.of(rules) + ", never the requester.", rules);
  }
}
