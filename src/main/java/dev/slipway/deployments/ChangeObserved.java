package dev.slipway.deployments;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Map;
import java.util.UUID;

/// Somebody changed a workload without the portal.
///
/// @param manager the field manager that the cluster names
/// @param seenLate whether the portal was away when it happened
public record ChangeObserved(
    UUID deployment,
    ChangeKind kind,
    String manager,
    String from,
    String to,
    boolean seenLate,
    Subject subject)
    implements PortalEvent {

  @Override
  public String action() {
    return "deployment.observed";
  }

  @Override
  public Actor actor() {
    return Actor.seenInCluster(manager);
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("version", from);
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("version", to, "kind", kind.slug(), "seenLate", seenLate);
  }
}
