package dev.slipway.values;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A file of values was taken in. No value is told.
public record ValuesImported(
    String file, int values, long hidden, Subject subject, String reason, Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "values.imported";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("file", file, "values", values, "hidden", hidden);
  }
}
