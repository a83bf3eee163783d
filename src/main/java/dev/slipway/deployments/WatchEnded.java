package dev.slipway.deployments;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// The portal has seen whether a change was put back by whoever heals the workload.
///
/// @param manager the field manager that last wrote the template
public record WatchEnded(
    UUID deployment, RevertWatch.State state, String text, String manager, Subject subject)
    implements PortalEvent {

  @Override
  public String action() {
    return state == RevertWatch.State.REVERTED ? "deployment.reverted" : "deployment.watched";
  }

  @Override
  public Actor actor() {
    return state == RevertWatch.State.REVERTED ? Actor.seenInCluster(manager) : Actor.SYSTEM;
  }

  @Override
  public String reason() {
    return text;
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("watch", state.name().toLowerCase(Locale.ROOT));
  }
}
