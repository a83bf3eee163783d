package dev.slipway.clusters;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Map;

/// A cluster was removed from the portal. Nothing happened in the cluster.
///
/// @param agreedBy names of the second persons; empty where one was enough
record ClusterRemoved(
    Actor actor,
    ClusterId cluster,
    String slug,
    String name,
    String server,
    String reason,
    List<String> agreedBy)
    implements PortalEvent {

  @Override
  public String action() {
    return "cluster.removed";
  }

  @Override
  public Subject subject() {
    return Subject.of("cluster", cluster.value(), slug);
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("name", name, "server", server);
  }

  @Override
  public Map<String, Object> after() {
    return agreedBy.isEmpty() ? Map.of() : Map.of("agreedBy", agreedBy);
  }
}
