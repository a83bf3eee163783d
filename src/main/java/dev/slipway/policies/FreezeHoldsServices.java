package dev.slipway.policies;

import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.spi.ServiceMoves;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import org.springframework.stereotype.Component;

/// A service cannot leave a system that is frozen, or is soon, change there, and come back.
@Component
class FreezeHoldsServices implements ServiceMoves {

  private final FreezeWindows freezes;

  FreezeHoldsServices(FreezeWindows freezes) {
    this.freezes = freezes;
  }

  @Override
  public void requireMayMove(ServiceView service) {
    freezes.nearing().stream()
        // One of the whole environment follows it wherever it goes.
        .filter(near -> service.system().value().equals(near.freeze().system()))
        .findFirst()
        .ifPresent(near -> {
          throw new DomainFailure(
              ProblemType.BLOCKED_BY_POLICY,
              "%s is frozen by \"%s\" %s. It changes its system or team afterwards."
                  .formatted(service.name(), near.freeze().name(), near.span()));
        });
  }
}
