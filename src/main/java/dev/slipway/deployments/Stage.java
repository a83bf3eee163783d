package dev.slipway.deployments;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.policies.EnvironmentPolicy;

/// Where a change takes place: what the catalog and the policies say of a placement.
record Stage(ServiceView service, EnvironmentView environment, EnvironmentPolicy policy) {

  String name() {
    return service.slug();
  }

  String place() {
    return environment.slug();
  }
}
