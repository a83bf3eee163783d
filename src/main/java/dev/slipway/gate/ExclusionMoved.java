package dev.slipway.gate;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A stretch of time was asked to be excluded, is excluded, or counts again.
///
/// @param subject the objective
/// @param move `asked`, `agreed`, `revoked`, `refused`, `expired`, or `voided`: it was agreed to,
///   and whoever asked had lost the right to
/// @param by names of those who agreed; empty otherwise
record ExclusionMoved(
    UUID exclusion,
    Subject subject,
    String move,
    Instant from,
    Instant to,
    ExclusionCause cause,
    String ticket,
    List<String> by,
    String reason,
    Actor actor)
    implements PortalEvent {

  static ExclusionMoved of(
      UUID id,
      Subject subject,
      String move,
      ExclusionRows.Row row,
      List<String> by,
      String reason,
      Actor actor) {
    return new ExclusionMoved(
        id, subject, move, row.from(), row.to(), row.cause(), row.ticket(), by, reason, actor);
  }

  @Override
  public String action() {
    return "exclusion." + move;
  }

  @Override
  public Map<String, Object> after() {
    var facts = new HashMap<String, Object>();
    facts.put("exclusion", exclusion);
    facts.put("from", from.toString());
    facts.put("to", to.toString());
    facts.put("cause", cause.words());
    facts.put("ticket", ticket);
    if (!by.isEmpty()) {
      facts.put("by", by);
    }
    return facts;
  }
}
