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

/// What the portal knows already: proposals lean on it. Each list is walked once; every workload of
/// a cluster asks the indexes.
final class Estate {

  private final List<SystemView> systems;
  private final List<EnvironmentView> environments;
  private final List<ServiceView> services;
  private final List<TeamSummary> teams;
  private final List<Placement> everywhere;
  private final Map<ServiceId, Set<String>> needs;
  private final Map<ServiceId, ServiceView> serviceById;
  private final Map<EnvironmentId, EnvironmentView> environmentById;
  private final Map<WorkloadRef, Placement> placed;
  private final Map<String, List<Placement>> byNamespace;
  private final Set<EnvironmentId> inUse;

  /// @param placements all of this cluster, under whichever name
  /// @param everywhere the placements of all clusters
  /// @param needs declared dependencies, by slug
  Estate(
      List<SystemView> systems,
      List<EnvironmentView> environments,
      List<ServiceView> services,
      List<TeamSummary> teams,
      List<Placement> placements,
      List<Placement> everywhere,
      Map<ServiceId, Set<String>> needs) {
    this.systems = systems;
    this.environments = environments;
    this.services = services;
    this.teams = teams;
    this.everywhere = everywhere;
    this.needs = needs;
    this.serviceById = index(services, ServiceView::id);
    this.environmentById = index(environments, EnvironmentView::id);
    this.placed = index(placements, Placement::workload);
    this.byNamespace =
        placements.stream()
            .collect(Collectors.groupingBy(placement -> placement.workload().namespace()));
    this.inUse = placements.stream().map(Placement::environment).collect(Collectors.toSet());
  }

  private static <K, V> Map<K, V> index(List<V> values, Function<V, K> key) {
    return values.stream().collect(Collectors.toMap(key, Function.identity(), (one, _) -> one));
  }

  List<SystemView> systems() {
    return systems;
  }

  List<EnvironmentView> environments() {
    return environments;
  }

  List<ServiceView> services() {
    return services;
  }

  List<TeamSummary> teams() {
    return teams;
  }

  List<Placement> everywhere() {
    return everywhere;
  }

  /// Slugs of what the service is declared to need.
  Set<String> needsOf(ServiceId service) {
    return needs.getOrDefault(service, Set.of());
  }

  Map<WorkloadRef, Placement> placed() {
    return placed;
  }

  Optional<ServiceView> service(ServiceId id) {
    return Optional.ofNullable(serviceById.get(id));
  }

  Optional<EnvironmentView> environment(EnvironmentId id) {
    return Optional.ofNullable(environmentById.get(id));
  }

  /// The environments that this cluster carries.
  Stream<EnvironmentView> environmentsHere() {
    return inUse.stream().flatMap(id -> environment(id).stream());
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
    return byNamespace.getOrDefault(namespace, List.of()).stream();
  }
}
