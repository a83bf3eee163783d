package dev.slipway.home.web;

import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;

/// Which steps to a first row of the matrix whoever looks may take.
///
/// @param clusters connect a cluster
/// @param catalog add systems and environments
/// @param people add teams and people, and give roles
/// @param services register a service and say where it runs
public record FirstSteps(boolean clusters, boolean catalog, boolean people, boolean services) {

  static FirstSteps of(Access access, Actor actor) {
    return new FirstSteps(
        access.permitsSomewhere(actor, Permission.CLUSTER_MANAGE),
        access.permitsSomewhere(actor, Permission.CATALOG_MANAGE),
        access.permitsSomewhere(actor, Permission.GRANT_MANAGE),
        access.permitsSomewhere(actor, Permission.SERVICE_EDIT));
  }
}
