package dev.slipway.gate;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.RequestApproval;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.slo.Budgets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Lets one plan past its error budget, by the word of two people, for a few hours. The plan is
/// named by its hash, so exactly what it holds goes, and once, because a plan starts once.
@Service
public class Overrides {

  private static final String RULE = "Error budget";
  private static final ApprovalRule APPROVER = new ApprovalRule(RULE, Role.APPROVER, null, 1);
  private static final ApprovalRule OWNER =
      new ApprovalRule(RULE + ", owner of the environment", Role.ENVIRONMENT_OWNER, null, 1);

  private final OverrideRows rows;
  private final OverridesInForce standing;
  private final Plans plans;
  private final Budgets budgets;
  private final Approvals approvals;
  private final Access access;
  private final ApplicationEventPublisher events;

  Overrides(
      OverrideRows rows,
      OverridesInForce standing,
      Plans plans,
      Budgets budgets,
      Approvals approvals,
      Access access,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.standing = standing;
    this.plans = plans;
    this.budgets = budgets;
    this.approvals = approvals;
    this.access = access;
    this.events = events;
  }

  /// What was asked last for a plan.
  @Transactional(readOnly = true)
  public Optional<OverrideView> ofPlan(PlanId plan) {
    return standing.newest(plan, scope(plans.byId(plan)));
  }

  /// Why this reader cannot ask for one now, in words; null if they can.
  @Transactional(readOnly = true)
  public @Nullable String whyNot(PlanView plan, Actor reader) {
    if (plan.state().isFinal()) {
      return "The plan is over.";
    }
    if (held(plan).isEmpty()) {
      return "No error budget holds this plan now.";
    }
    if (standing
        .newest(plan.id(), scope(plan))
        .filter(one -> one.isOpen() || one.isInForce())
        .isPresent()) {
      return "It was asked already.";
    }
    if (reader.via() != Via.SESSION
        || !access.permits(reader, Permission.GATE_OVERRIDE, scope(plan))) {
      return "An owner of the service or of the environment can ask: "
          + access.whoMay(Permission.GATE_OVERRIDE, scope(plan)).stream()
              .map(person -> person.name())
              .limit(5)
              .collect(Collectors.joining(", ", "", "."));
    }
    return null;
  }

  /// Asks for the other person.
  ///
  /// @throws DomainFailure NOT_ALLOWED, HASH_MISMATCH if the plan is not the one that was seen,
  ///   CONFLICT if nothing holds it or it was asked already
  @Transactional
  public void ask(AskOverride wish, Actor actor) {
    var plan = plans.byId(wish.plan());
    access.require(actor, Permission.GATE_OVERRIDE, scope(plan), subject(plan));
    if (!plan.hash().equals(wish.hash())) {
      throw new DomainFailure(
          ProblemType.HASH_MISMATCH,
          "This is not the plan you looked at. Read it again, then ask.");
    }
    rows.alone(plan.id());
    var no = whyNot(plan, actor);
    if (no != null) {
      throw new DomainFailure(ProblemType.CONFLICT, no + " Look at the plan again.");
    }
    // Nobody is left to decide on what lets nothing through.
    standing
        .newest(plan.id(), scope(plan))
        .filter(old -> old.lost() != null)
        .ifPresent(
            old -> approvals.close(old.standing().id(), "Asked for anew by " + actor.name()));
    var now = budgets.standing(plan.service().id(), plan.environment().id());
    var strict = GateCell.isStrict(now.state());
    var id = UuidV7.next();
    var request = ApprovalId.next();
    var held = held(plan).orElseThrow().reason();
    var until = rows.insert(id, wish, request, strict, held, actor);
    approvals.open(
        new RequestApproval(
            request,
            plan.hash(),
            subject(plan),
            "Let it past the error budget, once: " + plan.sentence(),
            "/plans/" + plan.id().value(),
            wish.reason(),
            scope(plan),
            actor,
            excluded(plan, actor),
            rules(plan, strict, actor),
            until));
    events.publishEvent(
        new OverrideAsked(
            id, subject(plan), plan.hash(), held, wish.reason(), wish.ticket(), until, actor));
  }

  /// Two people in any case: the one who asks, and an approver. Past a freeze an owner of the
  /// environment has to be among them, so there may be three.
  private List<ApprovalRule> rules(PlanView plan, boolean strict, Actor actor) {
    var person = new PersonId(Objects.requireNonNull(actor.person()));
    return strict && !access.holds(person, Role.ENVIRONMENT_OWNER, scope(plan))
        ? List.of(APPROVER, OWNER)
        : List.of(APPROVER);
  }

  private static Set<PersonId> excluded(PlanView plan, Actor actor) {
    return Stream.of(actor.person(), plan.requester().person())
        .filter(Objects::nonNull)
        .map(PersonId::new)
        .collect(Collectors.toSet());
  }

  private Optional<Verdict> held(PlanView plan) {
    return plans.verdictsNow(plan).stream()
        .filter(verdict -> verdict.policy().equals(ErrorBudgetPolicy.NAME))
        .filter(Verdict.Block.class::isInstance)
        .findFirst();
  }

  private static Scope scope(PlanView plan) {
    return Scope.of(plan.service().team(), plan.environment().environmentClass());
  }

  private static Subject subject(PlanView plan) {
    return Subject.of("plan", plan.id().value(), plan.sentence())
        .in(plan.service().slug(), plan.environment().slug());
  }
}
