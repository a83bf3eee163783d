package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.spi.PlacementGuard;
import dev.slipway.clusters.spi.PlacementHeld;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// A workload that is frozen, or is soon, stays with its service and environment: else it could be
/// placed under another service or another environment that is open, and changed there. After the
/// lock, which takes the gate for itself alone: whoever holds it shared could not.
@Component
@Order(2)
class FrozenPlacements implements PlacementGuard {

  private final Placements placements;
  private final Services services;
  private final Environments environments;
  private final FreezeWindows freezes;
  private final PolicyGate gate;

  FrozenPlacements(
      Placements placements,
      Services services,
      Environments environments,
      FreezeWindows freezes,
      PolicyGate gate) {
    this.placements = placements;
    this.services = services;
    this.environments = environments;
    this.freezes = freezes;
    this.gate = gate;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void requireFree(PlacementId id) {
    gate.judging();
    var placement = placements.stored(id);
    var service = placement.map(Placement::service).flatMap(services::now);
    var environment = placement.map(Placement::environment).flatMap(environments::now);
    if (service.isPresent() && environment.isPresent()) {
      near(service.get(), environment.get())
          .ifPresent(near -> {
            throw new PlacementHeld(
                "\"%s\" freezes it %s. It stays where it is until then."
                    .formatted(near.freeze().name(), near.span()),
                "/freezes?environment=" + environment.get().slug(),
                "See the calendar");
          });
    }
  }

  private Optional<FreezeWindows.NearFreeze> near(
      ServiceView service, EnvironmentView environment) {
    return freezes.nearing().stream()
        .filter(near -> near.freeze().covers(environment.id().value(), service.system().value()))
        .max(Comparator.comparing(near -> near.when().ends()));
  }
}
