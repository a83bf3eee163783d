package dev.slipway.gate;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Somebody asked the gate to let a plan through once.
public record OverrideAsked(
    UUID override,
    Subject subject,
    String planHash,
    String budget,
    String reason,
    String ticket,
    Instant expiresAt,
    Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "gate-override.asked";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of(
        "override",
        override,
        "budget",
        budget,
        "ticket",
        ticket,
        "expiresAt",
        expiresAt.toString());
  }
}
