package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down once that a workload which was seen is not there any more. The row of what was last
/// seen decides, so that neither a start nor another replica tells it again.
@Component
class GoneWorkloads {

  private final LastKnownRepository lastKnown;
  private final ClusterRepository clusters;
  private final Services services;
  private final Environments environments;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  GoneWorkloads(
      LastKnownRepository lastKnown,
      ClusterRepository clusters,
      Services services,
      Environments environments,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.lastKnown = lastKnown;
    this.clusters = clusters;
    this.services = services;
    this.environments = environments;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  void note(Placement placement) {
    transaction.executeWithoutResult(_ -> {
      if (lastKnown.gone(placement.id())) {
        events.publishEvent(
            new WorkloadGone(
                placement,
                clusters
                    .byId(placement.workload().cluster())
                    .map(ClusterRepository.Row::slug)
                    .orElse("another cluster"),
                services.byId(placement.service()).map(ServiceView::slug).orElse("a service"),
                environments
                    .byId(placement.environment())
                    .map(EnvironmentView::slug)
                    .orElse("an environment")));
      }
    });
  }
}
