package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.Placements;
import java.util.List;
import org.springframework.stereotype.Component;

/// The other environments in which a service runs.
@Component
class RuntimeStages {

  private final Environments environments;
  private final Placements placements;

  RuntimeStages(Environments environments, Placements placements) {
    this.environments = environments;
    this.placements = placements;
  }

  List<EnvironmentView> others(ServiceView service, String environment) {
    return environments.all().stream()
        .filter(stage -> !stage.slug().equals(environment))
        .filter(stage -> placements.at(service.id(), stage.id()).isPresent())
        .toList();
  }
}
