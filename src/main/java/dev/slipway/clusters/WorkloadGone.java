package dev.slipway.clusters;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// What runs a service was seen, and the cluster has it no more. The portal deletes no workload,
/// and a watch does not tell who did.
record WorkloadGone(Placement placement, String cluster, String service, String environment)
    implements PortalEvent {

  @Override
  public String action() {
    return "workload.gone";
  }

  @Override
  public Actor actor() {
    return Actor.seenInCluster("unknown");
  }

  @Override
  public Subject subject() {
    var what =
        "%s in %s is gone: the cluster has no %s any more"
            .formatted(service, environment, placement.workload());
    return Subject.of("placement", placement.id().value(), what).in(service, environment);
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("cluster", cluster, "workload", placement.workload().toString());
  }
}
