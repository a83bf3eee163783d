package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A person decided. The decision is stored now and counts at `countsAt` of the database's clock.
public record DecisionMade(
    ApprovalId id,
    UUID decision,
    PersonId person,
    boolean approved,
    String comment,
    Instant countsAt,
    String contentHash,
    Subject subject,
    Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return approved ? "decision.approved" : "decision.rejected";
  }

  @Override
  public String reason() {
    return comment;
  }

  @Override
  public String planHash() {
    return contentHash;
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", id.value(), "decision", decision, "countsAt", countsAt);
  }
}
