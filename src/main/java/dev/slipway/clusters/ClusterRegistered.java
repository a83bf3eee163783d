package dev.slipway.clusters;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A cluster was added, or got new credentials. Holds no credential.
record ClusterRegistered(
    Actor actor, ClusterId cluster, String slug, String name, String server, boolean again)
    implements PortalEvent {

  @Override
  public String action() {
    return again ? "cluster.credentials-replaced" : "cluster.registered";
  }

  @Override
  public Subject subject() {
    return Subject.of("cluster", cluster.value(), slug);
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("name", name, "server", server);
  }
}
