package dev.slipway.catalog;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Estate;
import dev.slipway.identity.TeamId;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Tells whose services are whose, for readers who know teams and classes only.
@Component
class CatalogEstate implements Estate {

  private final Services services;
  private final Environments environments;

  CatalogEstate(Services services, Environments environments) {
    this.services = services;
    this.environments = environments;
  }

  @Override
  public Set<String> servicesOf(TeamId team) {
    return services.all().stream()
        .filter(service -> service.team().equals(team))
        .map(ServiceView::slug)
        .collect(Collectors.toSet());
  }

  @Override
  public Set<String> environmentsOf(EnvironmentClass environment) {
    return environments.all().stream()
        .filter(known -> known.environmentClass() == environment)
        .map(EnvironmentView::slug)
        .collect(Collectors.toSet());
  }
}
