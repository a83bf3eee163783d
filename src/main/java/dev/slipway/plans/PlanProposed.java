package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Map;

/// A change was worked out and stored.
public record PlanProposed(
    PlanId plan,
    ChangeKind kind,
    String planHash,
    Actor actor,
    Subject subject,
    String reason,
    String from,
    String to)
    implements PortalEvent {

  @Override
  public String action() {
    return "plan.proposed";
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("version", from);
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("kind", kind.slug(), "version", to);
  }
}
