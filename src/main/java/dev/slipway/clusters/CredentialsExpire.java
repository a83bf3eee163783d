package dev.slipway.clusters;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// The credentials of a cluster will end soon, or have ended.
record CredentialsExpire(ClusterRepository.Row cluster, boolean over) implements PortalEvent {

  @Override
  public String action() {
    return over ? "cluster.credentials-expired" : "cluster.credentials-expiring";
  }

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public Subject subject() {
    return Subject.of("cluster", cluster.id().value(), cluster.slug());
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("expires", String.valueOf(cluster.expiresAt()));
  }
}
