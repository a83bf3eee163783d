package dev.slipway.deployments;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.plans.spi.Action;
import dev.slipway.policies.spi.ChangeKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeploymentsConfiguration {

  @Bean
  ShownKinds shownKinds(LiveWorkloads workloads) {
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
}
