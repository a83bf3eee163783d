package dev.slipway.clusters;

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
import org.springframework.stereotype.Component;

/// Who may say to which environment a namespace belongs. The class of an environment decides whose
/// word a change needs, so whoever could place a production workload in `dev` could change it alone
/// (trust.md 6, 31).
@Component
class NamespaceClaims {

  private final PlacementRepository placements;
  private final Services services;
  private final Environments environments;
  private final Access access;

  NamespaceClaims(
      PlacementRepository placements, Services services, Environments environments, Access access) {
    this.placements = placements;
    this.services = services;
    this.environments = environments;
    this.access = access;
  }

  /// A namespace with workloads of a team is for those who may act for that team. Placing in
  /// production, or where this team already has workloads of no stricter class, is for whoever
  /// edits the service; every other placing claims the namespace for a weaker class, which an owner
  /// has to answer for.
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
          .byId(other.service())
          .filter(neighbour -> !neighbour.team().equals(service.team()))
          .ifPresent(neighbour ->
              access.require(
                  actor,
                  Permission.SERVICE_EDIT,
                  Scope.of(neighbour.team(), classOf(other)),
                  subject));
    }
    if (environment.environmentClass() != EnvironmentClass.PRODUCTION
        && !isClaimed(there, environment.environmentClass())) {
      access.require(
          actor,
          Permission.CATALOG_MANAGE,
          Scope.of(service.team(), EnvironmentClass.PRODUCTION),
          subject);
    }
  }

  private boolean isClaimed(List<Placement> there, EnvironmentClass wanted) {
    return !there.isEmpty()
        && there.stream().allMatch(other -> classOf(other).compareTo(wanted) <= 0);
  }

  private EnvironmentClass classOf(Placement placement) {
    return environments
        .byId(placement.environment())
        .map(EnvironmentView::environmentClass)
        .orElse(EnvironmentClass.PRODUCTION);
  }
}
