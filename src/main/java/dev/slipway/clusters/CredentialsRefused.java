package dev.slipway.clusters;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;

/// The API server of a cluster does not accept the portal's credentials any more.
record CredentialsRefused(ClusterRepository.Row cluster) implements PortalEvent {

  @Override
  public String action() {
    return "cluster.credentials-refused";
  }

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public Subject subject() {
    return Subject.of("cluster", cluster.id().value(), cluster.slug());
  }
}
