package dev.slipway.sandbox;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// Somebody let the demonstration begin again.
record DemonstrationReset(Actor actor, FreshStart.Outlook ended) implements PortalEvent {

  @Override
  public String action() {
    return "demonstration.reset";
  }

  @Override
  public Subject subject() {
    return FreshStart.SUBJECT;
  }

  @Override
  public Map<String, Object> before() {
    return Map.of(
        "running", ended.running(),
        "openPlans", ended.openPlans(),
        "locks", ended.locks(),
        "freezes", ended.freezes());
  }
}
