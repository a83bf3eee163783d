package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds a placement for whoever may change it.
@Component
class EditablePlacements {

  private final Placements placements;
  private final Services services;
  private final Environments environments;

  EditablePlacements(Placements placements, Services services, Environments environments) {
    this.placements = placements;
    this.services = services;
    this.environments = environments;
  }

  Placement require(UUID id, Actor actor) {
    var placement =
        placements
            .byId(new PlacementId(id))
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.NOT_FOUND,
                    "There is no such placement. Open the service and look where it runs."));
    placements.requireMayChange(actor, service(placement), environment(placement), placement);
    return placement;
  }

  ServiceView service(Placement placement) {
    return services.byId(placement.service()).orElseThrow();
  }

  EnvironmentView environment(Placement placement) {
    return environments.byId(placement.environment()).orElseThrow();
  }
}
