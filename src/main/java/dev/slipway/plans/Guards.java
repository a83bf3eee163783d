package dev.slipway.plans;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Via;
import dev.slipway.policies.Policies;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// What must hold for a plan to go ahead: asked when it is submitted, at the claim, and once more
/// right before the first write. Runs in the caller's transaction, after its locks.
@Component
class Guards {

  private final Policies policies;
  private final Approvals approvals;
  private final Access access;
  private final Services services;
  private final Environments environments;
  private final Actions actions;

  Guards(
      Policies policies,
      Approvals approvals,
      Access access,
      Services services,
      Environments environments,
      Actions actions) {
    this.actions = actions;
    this.policies = policies;
    this.approvals = approvals;
    this.access = access;
    this.services = services;
    this.environments = environments;
  }

  /// Straight from the database: a copy may still name the former owner.
  ServiceView service(Plan plan) {
    return services.now(plan.target.serviceId()).orElseThrow(PlanRefused::noSuchPlan);
  }

  EnvironmentView environment(Plan plan) {
    return environments.now(plan.target.environmentId()).orElseThrow(PlanRefused::noSuchPlan);
  }

  /// Where the plan takes place by the owner and class of today.
  Scope scope(Plan plan) {
    return Scope.of(service(plan).team(), environment(plan).environmentClass());
  }

  List<Verdict> verdicts(Plan plan) {
    return policies.judge(change(plan));
  }

  /// For a page or a program, which act on nothing by it.
  List<Verdict> toldVerdicts(Plan plan) {
    return policies.told(change(plan));
  }

  /// Does a step for which the policies ask elsewhere first. Outside any transaction.
  <T> T asked(ProposedChange change, Supplier<T> step) {
    return policies.asked(change, step);
  }

  ProposedChange change(Plan plan) {
    return new ProposedChange(
        service(plan), environment(plan), plan.facts(), plan.requester(), plan.id.value());
  }

  static List<ApprovalRule> rules(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(Verdict.NeedsApproval.class::isInstance)
        .flatMap(verdict -> ((Verdict.NeedsApproval) verdict).rules().stream())
        .distinct()
        .toList();
  }

  /// Refuses where a policy blocks, or where a condition was not acknowledged in the plan.
  static void requireNoBlock(List<Verdict> verdicts, Set<String> acknowledged) {
    for (var verdict : verdicts) {
      switch (verdict) {
        case Verdict.Block(_, var reason, var wayOut) ->
            throw new PlanRefused(ProblemType.BLOCKED_BY_POLICY, reason + " " + wayOut);
        case Verdict.AllowWithCondition(var policy, var reason, var condition) -> {
          if (!acknowledged.contains(policy)) {
            throw new PlanRefused(
                ProblemType.BLOCKED_BY_POLICY,
                "%s Plan again and acknowledge it: %s".formatted(reason, condition));
          }
        }
        case Verdict.Allow _, Verdict.NeedsApproval _ -> {}
      }
    }
  }

  /// The requester's rights of this moment, and those of the token they came by: the run acts for
  /// them, never for whoever approved.
  void requireRequester(Plan plan) {
    var requester = plan.requester();
    if (requester.via() == Via.SYSTEM) {
      return;
    }
    var right = plan.kind.permission();
    if (!access.stillMay(requester, right, scope(plan), plan.subject())
        || !touched(plan).stream()
            .allMatch(scope -> access.stillMay(requester, right, scope, plan.subject()))) {
      throw new PlanRefused(
          ProblemType.NOT_ALLOWED,
          "%s may not change %s in %s any more. Somebody who may has to plan it again."
              .formatted(
                  requester.name(), plan.target.serviceSlug(), plan.target.environmentSlug()));
    }
  }

  void require(Actor actor, Permission permission, Plan plan) {
    access.require(actor, permission, scope(plan), plan.subject());
  }

  /// The right to such a change, here and wherever else it takes place.
  void requireRight(Actor actor, Plan plan) {
    require(actor, plan.kind.permission(), plan);
    touched(plan)
        .forEach(scope -> access.require(actor, plan.kind.permission(), scope, plan.subject()));
  }

  /// Where else it takes place, by the owners and classes of today.
  List<Scope> touched(Plan plan) {
    return actions.of(plan.kind).touches(plan.contentTree().path(PlanContent.CHANGE)).stream()
        .map(where ->
            Scope.of(
                services
                    .now(new ServiceId(where.service()))
                    .orElseThrow(PlanRefused::noSuchPlan)
                    .team(),
                environments
                    .now(new EnvironmentId(where.environment()))
                    .orElseThrow(PlanRefused::noSuchPlan)
                    .environmentClass()))
        .distinct()
        .toList();
  }

  boolean may(Actor actor, Permission permission, Plan plan) {
    return access.permits(actor, permission, scope(plan));
  }

  /// Whether this person gave a decision on the plan that counts.
  boolean isCountedApprover(PlanStatus status, Actor actor) {
    var request = status.approval();
    return request != null
        && actor.actsInPerson()
        && approvals.standing(request).decisions().stream()
            .anyMatch(decision ->
                decision.approved() && decision.counts() && actor.is(decision.person().value()));
  }

  /// Everything that can change after the plan was made, on the database's clock: policies, freezes
  /// and locks, the requester's rights, and approvals counted anew by the stricter rules.
  ///
  /// @param counting whether decisions still count: until the first write
  /// @return what the policies said
  List<Verdict> requireAll(Plan plan, PlanStatus status, boolean counting) {
    if (!plan.hashHolds()) {
      throw new PlanRefused(
          ProblemType.HASH_MISMATCH,
          "The stored plan does not match its own hash, so it is not carried out. Plan it again.");
    }
    requireRequester(plan);
    var verdicts = verdicts(plan);
    requireNoBlock(verdicts, plan.acknowledged());
    if (counting) {
      requireApproval(plan, status, rules(verdicts));
    }
    return verdicts;
  }

  private void requireApproval(Plan plan, PlanStatus status, List<ApprovalRule> rulesNow) {
    var request = status.approval();
    if (request == null) {
      if (!rulesNow.isEmpty()) {
        throw new PlanRefused(
            ProblemType.APPROVAL_REQUIRED,
            "This needs an approval first. Submit the plan, then ask one of those who may approve.");
      }
      return;
    }
    var standing = approvals.recount(request, rulesNow);
    if (standing.state() != ApprovalStanding.State.MET
        || !standing.contentHash().equals(plan.hash)) {
      throw new PlanRefused(
          ProblemType.APPROVAL_REQUIRED,
          "%d of %s now. Ask the others, then start again."
              .formatted(
                  standing.given(),
                  Plural.of(standing.required(), "approval counts", "approvals count")));
    }
  }
}
