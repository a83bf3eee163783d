package dev.slipway.deployments;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.EnvironmentPolicies;
import org.springframework.stereotype.Component;

@Component
class CatalogStages implements Stages {

  private final Services services;
  private final Environments environments;
  private final EnvironmentPolicies policies;

  CatalogStages(Services services, Environments environments, EnvironmentPolicies policies) {
    this.services = services;
    this.environments = environments;
    this.policies = policies;
  }

  @Override
  public Stage of(Placement placement) {
    return new Stage(
        services.byId(placement.service()).orElseThrow(() -> gone("service")),
        environments.byId(placement.environment()).orElseThrow(() -> gone("environment")),
        policies.of(placement.environment()));
  }

  private static DomainFailure gone(String what) {
    return new DomainFailure(
        ProblemType.NOT_FOUND, "The " + what + " of this workload is not in the catalog any more.");
  }
}
