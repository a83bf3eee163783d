package dev.slipway.clusters.spi;

import dev.slipway.clusters.Placement;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A service was taken off the portal in an environment. Nothing happened in the cluster; history
/// and audit stay.
///
/// @param cluster its slug
public record PlacementRemoved(
    Actor actor, Placement was, String cluster, String service, String environment, String reason)
    implements PortalEvent {

  @Override
  public String action() {
    return "placement.removed";
  }

  @Override
  public Subject subject() {
    return Subject.of("placement", was.id().value(), was.workload().toString())
        .in(service, environment);
  }

  @Override
  public Map<String, Object> before() {
    return PlacementChanged.facts(was, cluster);
  }
}
