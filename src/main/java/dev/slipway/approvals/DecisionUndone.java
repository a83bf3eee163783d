package dev.slipway.approvals;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import java.util.UUID;

/// A person took their decision back before it counted.
public record DecisionUndone(
    ApprovalId id, UUID decision, String contentHash, Subject subject, Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "decision.undone";
  }

  @Override
  public String planHash() {
    return contentHash;
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", id.value(), "decision", decision);
  }
}
