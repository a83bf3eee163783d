package dev.slipway.clusters;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A service was placed on a workload.
///
/// @param cluster its slug
record ServicePlaced(
    Actor actor, Placement placement, String cluster, String service, String environment)
    implements PortalEvent {

  @Override
  public String action() {
    return "placement.made";
  }

  @Override
  public Subject subject() {
    return Subject.of("placement", placement.id().value(), placement.workload().toString())
        .in(service, environment);
  }

  @Override
  public Map<String, Object> after() {
    return Map.of(
        "cluster", cluster,
        "workload", placement.workload().toString(),
        "container", placement.container());
  }
}
