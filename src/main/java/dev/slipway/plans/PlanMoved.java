package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A plan took a step from one state to another.
public record PlanMoved(
    PlanId plan,
    PlanState from,
    PlanState to,
    String planHash,
    Actor actor,
    Subject subject,
    String reason)
    implements PortalEvent {

  @Override
  public String action() {
    return "plan." + (to == PlanState.PENDING_APPROVAL ? "approval-lost" : to.slug());
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("state", from.slug());
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("state", to.slug());
  }
}
