package dev.slipway.gate;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import java.util.UUID;

/// A plan went past its error budget by the word of two people.
///
/// @param by their names
public record OverrideUsed(
    UUID override, Subject subject, String planHash, String by, String reason, Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "gate-override.used";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("override", override, "by", by);
  }
}
