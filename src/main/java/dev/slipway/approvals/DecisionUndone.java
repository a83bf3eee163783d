package dev.slipway.approvals;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person took their decision back before it counted, or the portal did when the account was
/// disabled.
///
/// @param reason null where the person did it
public record DecisionUndone(
    ApprovalId id,
    UUID decision,
    String contentHash,
    Subject subject,
    @Nullable String reason,
    Actor actor)
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
