package dev.slipway.deployments;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.spi.Action;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.spi.ChangeKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeploymentsConfiguration {

  @Bean
  AutoscalerActs.ShownKinds shownKinds(LiveWorkloads workloads) {
    return workloads::showsAutoscalers;
  }

  @Bean
  Action pauseAction(Stages stages) {
    return new PauseAction(ChangeKind.PAUSE, stages);
  }

  @Bean
  Action resumeAction(Stages stages) {
    return new PauseAction(ChangeKind.RESUME, stages);
  }

  @Bean
  Action pauseSyncAction(Stages stages, ClusterGateway gateway) {
    return new SyncAction(ChangeKind.PAUSE_SYNC, stages, gateway);
  }

  @Bean
  Action resumeSyncAction(Stages stages, ClusterGateway gateway) {
    return new SyncAction(ChangeKind.RESUME_SYNC, stages, gateway);
  }

  @Bean
  Stages stages(Services services, Environments environments, EnvironmentPolicies policies) {
    return placement ->
        new Stage(
            services.byId(placement.service()).orElseThrow(() -> gone("service")),
            environments.byId(placement.environment()).orElseThrow(() -> gone("environment")),
            policies.of(placement.environment()));
  }

  private static DomainFailure gone(String what) {
    return new DomainFailure(
        ProblemType.NOT_FOUND, "The " + what + " of this workload is not in the catalog any more.");
  }
}
