package dev.slipway.slo;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A budget went from one band of the policy to another.
record BudgetChanged(Subject subject, BudgetState was, BudgetState state, @Nullable String consumed)
    implements PortalEvent {

  @Override
  public String action() {
    return state.compareTo(was) > 0 ? "budget.worsened" : "budget.recovered";
  }

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("state", was.slug());
  }

  @Override
  public Map<String, Object> after() {
    return consumed == null
        ? Map.of("state", state.slug())
        : Map.of("state", state.slug(), "used", consumed);
  }
}
