package dev.slipway.policies;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A lock was set on a placement, or released.
public record LockChanged(LockView lock, boolean set, Subject subject, String reason, Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return set ? "lock.set" : "lock.released";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("lock", lock.id(), "placement", lock.placement(), "setBy", lock.setBy());
  }
}
