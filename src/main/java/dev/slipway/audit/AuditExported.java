package dev.slipway.audit;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// Somebody took a copy of the trail, or of a part of it.
public record AuditExported(Actor actor, String format, AuditFilter filter) implements PortalEvent {

  @Override
  public String action() {
    return "audit.exported";
  }

  @Override
  public Subject subject() {
    return Subject.of("audit", "audit", "audit trail");
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("format", format, "filter", filter.words());
  }
}
