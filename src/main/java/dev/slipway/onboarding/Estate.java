package dev.slipway.onboarding;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemView;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.TeamSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the portal knows already: proposals lean on it.
///
/// @param placements all of this cluster, under whichever name
/// @param everywhere the placements of all clusters
/// @param needs declared dependencies, by slug
record Estate(
    List<SystemView> systems,
    List<EnvironmentView> environments,
    List<ServiceView> services,
    List<TeamSummary> teams,
    List<Placement> placements,
    List<Placement> everywhere,
    Map<ServiceId, Set<String>> needs) {

  Map<WorkloadRef, Placement> placed() {
    return placements.stream()
        .collect(Collectors.toMap(Placement::workload, Function.identity(), (one, _) -> one));
  }

  Optional<ServiceView> service(ServiceId id) {
    return services.stream().filter(service -> service.id().equals(id)).findFirst();
  }

  Optional<EnvironmentView> environment(EnvironmentId id) {
    return environments.stream().filter(environment -> environment.id().equals(id)).findFirst();
  }

  /// The services placed in a namespace.
  Stream<ServiceView> servicesIn(String namespace) {
    return in(namespace).flatMap(placement -> service(placement.service()).stream()).distinct();
  }

  Stream<EnvironmentView> environmentsIn(String namespace) {
    return in(namespace)
        .flatMap(placement -> environment(placement.environment()).stream())
        .distinct();
  }

  private Stream<Placement> in(String namespace) {
    return placements.stream()
        .filter(placement -> placement.workload().namespace().equals(namespace));
  }
}
