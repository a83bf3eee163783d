package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Who may say to which environment a namespace belongs. The class of an environment decides whose
/// word a change needs, so whoever could place a production workload in `dev` could change it alone
/// (docs/promises.md, 31).
@Component
class NamespaceClaims {

  private final PlacementRepository placements;
  private final ClusterRepository clusters;
  private final FormerPlacements former;
  private final Services services;
  private final Environments environments;
  private final Access access;

  NamespaceClaims(
      PlacementRepository placements,
      ClusterRepository clusters,
      FormerPlacements former,
      Services services,
      Environments environments,
      Access access) {
    this.placements = placements;
    this.clusters = clusters;
    this.former = former;
    this.services = services;
    this.environments = environments;
    this.access = access;
  }

  /// A namespace is that of its API server, whatever the cluster is called here. One with workloads
  /// of a team is for those who may act for that team. An owner answers for bringing a namespace
  /// under a class of environment: for the first placement in it, for the first of its class, for
  /// one under weaker rules than it ever had, and for production that moves to another environment
  /// of production. From then on it is for whoever edits the service. Until a cluster is met nobody
  /// knows what ran there, under this registration or another one, so an owner answers for all of
  /// it.
  ///
  /// @throws dev.slipway.identity.NotAllowed if somebody else has to do it
  void require(
      Actor actor,
      ServiceView service,
      EnvironmentView environment,
      WorkloadRef workload,
      Subject subject) {
    if (workload.namespace().startsWith("kube-")) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "Namespace %s is Kubernetes' own. Place services in namespaces of your teams."
              .formatted(workload.namespace()));
    }
    var there = placements.in(workload.cluster(), workload.namespace());
    for (var other : there) {
      services
          .now(other.service())
          .filter(neighbour -> !neighbour.team().equals(service.team()))
          .ifPresent(neighbour ->
              access.require(
                  actor,
                  Permission.SERVICE_EDIT,
                  Scope.of(neighbour.team(), classOf(other.environment())),
                  subject));
    }
    if (!clusters.isMet(workload.cluster())
        || !isClaimed(there, workload, environment.environmentClass())
        || ranElsewhereInProduction(environment, workload)) {
      access.require(
          actor,
          Permission.CATALOG_MANAGE,
          Scope.of(service.team(), EnvironmentClass.PRODUCTION),
          subject);
    }
  }

  /// What ran there before counts too: else whoever takes a production workload off the portal
  /// could place it anew under weaker rules.
  private boolean isClaimed(List<Placement> there, WorkloadRef workload, EnvironmentClass wanted) {
    return there.stream().anyMatch(other -> classOf(other.environment()) == wanted)
        && Stream.concat(
                there.stream().map(Placement::environment),
                former.environments(workload.cluster(), workload.namespace()).stream())
            .allMatch(other -> classOf(other).compareTo(wanted) <= 0);
  }

  /// Environments of production have rules and freezes of their own, each.
  private boolean ranElsewhereInProduction(EnvironmentView environment, WorkloadRef workload) {
    return environment.environmentClass() == EnvironmentClass.PRODUCTION
        && former.environments(workload).stream()
            .anyMatch(other ->
                !other.equals(environment.id()) && classOf(other) == EnvironmentClass.PRODUCTION);
  }

  private EnvironmentClass classOf(EnvironmentId environment) {
    return environments
        .now(environment)
        .map(EnvironmentView::environmentClass)
        .orElse(EnvironmentClass.PRODUCTION);
  }
}
