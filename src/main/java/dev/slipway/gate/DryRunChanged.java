package dev.slipway.gate;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The gate only says what it would do somewhere, or holds again.
///
/// @param started else it was ended
/// @param until null where it was ended
/// @param by names of those who agreed
public record DryRunChanged(
    Subject subject,
    boolean started,
    @Nullable String until,
    List<String> by,
    String reason,
    Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return started ? "gate-dry-run.started" : "gate-dry-run.ended";
  }

  @Override
  public Map<String, Object> after() {
    return until == null ? Map.of() : Map.of("until", until, "by", by);
  }
}
