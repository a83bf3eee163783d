package dev.slipway.clusters.spi;

import dev.slipway.clusters.Placement;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A service runs on another workload now, or in another container of it. The placement and its
/// history stay; what was seen of the workload before says nothing about this one.
public record PlacementChanged(
    Actor actor, Placement was, Placement now, String service, String environment)
    implements PortalEvent {

  @Override
  public String action() {
    return "placement.changed";
  }

  @Override
  public Subject subject() {
    return Subject.of("placement", now.id().value(), now.workload().toString())
        .in(service, environment);
  }

  @Override
  public Map<String, Object> before() {
    return facts(was);
  }

  @Override
  public Map<String, Object> after() {
    return facts(now);
  }

  static Map<String, Object> facts(Placement placement) {
    return Map.of(
        "cluster", placement.workload().cluster().value().toString(),
        "workload", placement.workload().toString(),
        "container", placement.container());
  }
}
