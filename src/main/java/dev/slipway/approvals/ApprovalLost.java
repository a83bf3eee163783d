package dev.slipway.approvals;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A request that was met is not met any more: a right was lost, or the rules became stricter.
public record ApprovalLost(ApprovalId id, String contentHash, Subject subject, String title)
    implements PortalEvent {

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public String action() {
    return "approval.lost";
  }

  @Override
  public String planHash() {
    return contentHash;
  }

  @Override
  public String reason() {
    return "A counted decision no longer counts, or the rules became stricter";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", id.value(), "title", title);
  }
}
