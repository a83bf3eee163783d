package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.spi.ServiceMoves;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import org.springframework.stereotype.Component;

/// A service cannot leave a frozen system, change there, and come back.
@Component
class FreezeHoldsServices implements ServiceMoves {

  private final FreezeWindows freezes;
  private final Environments environments;

  FreezeHoldsServices(FreezeWindows freezes, Environments environments) {
    this.freezes = freezes;
    this.environments = environments;
  }

  @Override
  public void requireMayMove(ServiceView service) {
    environments.all().stream()
        .map(EnvironmentView::id)
        .flatMap(environment -> freezes.active(environment, service.system()).stream())
        // One of the whole environment follows it wherever it goes.
        .filter(active -> active.freeze().system() != null)
        .findFirst()
        .ifPresent(active -> {
          throw new DomainFailure(
              ProblemType.BLOCKED_BY_POLICY,
              "%s is frozen by \"%s\" until %s. It changes its system or team afterwards."
                  .formatted(
                      service.name(),
                      active.freeze().name(),
                      Moments.both(active.until(), active.freeze().pattern().zone())));
        });
  }
}
