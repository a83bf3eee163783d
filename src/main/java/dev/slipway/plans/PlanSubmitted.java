package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A plan was put before its approvers.
public record PlanSubmitted(
    PlanId plan, ApprovalId approval, String planHash, Actor actor, Subject subject, String reason)
    implements PortalEvent {

  @Override
  public String action() {
    return "plan.submitted";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", approval.value().toString());
  }
}
