package dev.slipway.approvals;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Somebody asks for decisions on one content hash.
///
/// @param tells who could be the second person of a held act; a plan has notices of its own
public record ApprovalRequested(
    ApprovalId id,
    String contentHash,
    Subject subject,
    String title,
    String reason,
    Instant expiresAt,
    Set<UUID> tells,
    Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "approval.requested";
  }

  @Override
  public String planHash() {
    return contentHash;
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", id.value(), "title", title, "expiresAt", expiresAt);
  }
}
