package dev.slipway.clusters.spi;

import dev.slipway.clusters.Placement;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A service runs on another workload now, or in another container of it. The placement and its
/// history stay; what was seen of the workload before says nothing about this one.
///
/// @param wasOn slug of the cluster before
/// @param nowOn slug of the cluster now
public record PlacementChanged(
    Actor actor,
    Placement was,
    String wasOn,
    Placement now,
    String nowOn,
    String service,
    String environment,
    String reason)
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
    return facts(was, wasOn);
  }

  @Override
  public Map<String, Object> after() {
    return facts(now, nowOn);
  }

  static Map<String, Object> facts(Placement placement, String cluster) {
    return Map.of(
        "cluster", cluster,
        "workload", placement.workload().toString(),
        "container", placement.container());
  }
}
