package dev.slipway.plans.web;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.PlanState;
import dev.slipway.plans.PlanView;

/// Which request a decision on a plan belongs to.
final class Decisions {

  private Decisions() {}

  static ApprovalId request(PlanView plan) {
    var open = plan.state() == PlanState.PENDING_APPROVAL || plan.state() == PlanState.APPROVED;
    if (plan.approval() == null || !open) {
      throw new DomainFailure(
          plan.state() == PlanState.EXPIRED ? ProblemType.PLAN_EXPIRED : ProblemType.PLAN_NOT_OPEN,
          "The plan is %s: there is nothing to decide. %s."
              .formatted(plan.state().slug(), plan.why()));
    }
    return plan.approval();
  }
}
