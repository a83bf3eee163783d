package dev.slipway.deployments;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.policies.EnvironmentPolicy;

/// Where a change takes place: what the catalog and the policies say of a placement.
record Stage(ServiceView service, EnvironmentView environment, EnvironmentPolicy policy) {

  String name() {
    return service.slug();
  }

  /// The environment as the matrix heads its column.
  String place() {
    return environment.name();
  }
}
