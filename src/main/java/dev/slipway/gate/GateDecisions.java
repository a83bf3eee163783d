package dev.slipway.gate;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.Approvals;
import dev.slipway.plans.OperationQueued;
import dev.slipway.plans.PlanProposed;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.slo.BudgetStanding;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps what the gate said of each plan and by what evidence, when it is made and when it is
/// started, in the same transaction.
@Component
class GateDecisions {

  private final DecisionRows rows;
  private final OverridesInForce overrides;
  private final OverrideRows overrideRows;
  private final ErrorBudgetPolicy policy;
  private final Standings standings;
  private final Evidences evidences;
  private final Plans plans;
  private final Approvals approvals;
  private final ApplicationEventPublisher events;

  GateDecisions(
      DecisionRows rows,
      OverridesInForce overrides,
      OverrideRows overrideRows,
      ErrorBudgetPolicy policy,
      Standings standings,
      Evidences evidences,
      Plans plans,
      Approvals approvals,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.overrides = overrides;
    this.overrideRows = overrideRows;
    this.policy = policy;
    this.standings = standings;
    this.evidences = evidences;
    this.plans = plans;
    this.approvals = approvals;
    this.events = events;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void planned(PlanProposed event) {
    var plan = plans.byId(event.plan());
    var standing = standings.of(plan.service().id(), plan.environment().id());
    policy
        .judged(change(plan), standing)
        .ifPresent(judged -> keep(DecisionOccasion.PLANNED, plan, standing, judged, null, null));
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void started(OperationQueued event) {
    var plan = plans.byId(event.operation().plan());
    var deployment = event.operation().id().value();
    var standing = standings.of(plan.service().id(), plan.environment().id());
    var judged = policy.judged(change(plan), standing);
    var override =
        judged.filter(Judged::isHeld).isPresent()
            ? overrides
                .of(
                    plan.id(),
                    GateCell.isStrict(standing.state()),
                    BudgetTasks.scope(plan.service(), plan.environment()))
                .orElse(null)
            : null;
    if (override != null && overrideRows.use(override.id(), deployment)) {
      approvals.close(new ApprovalId(override.standing().id().value()), "Used by the deployment");
      events.publishEvent(
          new OverrideUsed(
              override.id(),
              event.subject(),
              plan.hash(),
              override.names(),
              override.reason(),
              event.actor()));
    }
    var used = override == null ? null : override.id();
    judged.ifPresent(
        said -> keep(DecisionOccasion.STARTED, plan, standing, said, deployment, used));
  }

  private void keep(
      DecisionOccasion occasion,
      PlanView plan,
      BudgetStanding standing,
      Judged judged,
      @Nullable UUID deployment,
      @Nullable UUID override) {
    rows.insert(
        NewDecision.of(occasion, plan, standing, judged, deployment, override),
        evidences.of(standing));
  }

  private static ProposedChange change(PlanView plan) {
    return new ProposedChange(
        plan.service(), plan.environment(), plan.facts(), plan.requester(), plan.id().value());
  }
}
