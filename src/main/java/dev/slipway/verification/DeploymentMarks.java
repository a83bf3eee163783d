package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.deployments.DeploymentSearch;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.slo.spi.Happenings;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Marks on the chart of a budget what brought new pods meanwhile.
@Component
class DeploymentMarks implements Happenings {

  private static final int MOST = 200;
  private static final int LETTERS = 12;

  private final Deployments deployments;

  DeploymentMarks(Deployments deployments) {
    this.deployments = deployments;
  }

  @Override
  public List<Happening> of(
      ServiceView service, EnvironmentView environment, Instant from, Instant to) {
    return deployments
        .search(
            new DeploymentSearch(
                service.slug(), environment.slug(), null, Set.of(), null, from, to, null, MOST))
        .items()
        .stream()
        .filter(one -> one.kind().changesTemplate() && !one.wasThere())
        .map(DeploymentMarks::happening)
        .toList();
  }

  private static Happening happening(DeploymentSummary one) {
    var started = one.startedAt();
    return new Happening(
        started == null ? one.queuedAt() : started,
        one.to().length() > LETTERS ? one.to().substring(0, LETTERS) : one.to(),
        isWell(one) ? one.sentence() : one.sentence() + " (" + words(one) + ")",
        "/deployments/" + one.id());
  }

  private static boolean isWell(DeploymentSummary one) {
    return one.worked() && one.seen().equals(one.state().slug());
  }

  private static String words(DeploymentSummary one) {
    return one.seen().replace('-', ' ');
  }
}
