package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.spi.PlacementChanged;
import dev.slipway.clusters.spi.PlacementGuard;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Where services run. Reading asks memory only.
@Service
public class Placements {

  private final PlacementRepository repository;
  private final PlacementMap map;
  private final ClusterRepository clusters;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final NamespaceClaims claims;
  private final ObjectProvider<PlacementGuard> guards;
  private final ApplicationEventPublisher events;

  Placements(
      PlacementRepository repository,
      PlacementMap map,
      ClusterRepository clusters,
      Services services,
      Environments environments,
      Access access,
      NamespaceClaims claims,
      ObjectProvider<PlacementGuard> guards,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.map = map;
    this.clusters = clusters;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.claims = claims;
    this.guards = guards;
    this.events = events;
  }

  public Optional<Placement> at(ServiceId service, EnvironmentId environment) {
    return map.now().at(service, environment);
  }

  public Optional<Placement> byId(PlacementId id) {
    return map.now().byId(id);
  }

  /// As the database has it, also when another replica has just changed it.
  @Transactional(readOnly = true)
  public Optional<Placement> stored(PlacementId id) {
    return repository.byId(id, false);
  }

  public Optional<Placement> of(WorkloadRef workload) {
    return map.now().of(workload);
  }

  public List<Placement> all() {
    return map.now().all();
  }

  public List<Placement> ofService(ServiceId service) {
    return map.now().ofService(service);
  }

  /// Places a service, or names another container of the workload it is placed on already.
  @Transactional
  public Placement place(PlaceService command, Actor actor) {
    var service = services.byId(command.service()).orElseThrow(() -> missing("service"));
    var environment =
        environments.byId(command.environment()).orElseThrow(() -> missing("environment"));
    requireMay(actor, service, environment, command.workload());
    if (clusters.byId(command.workload().cluster()).isEmpty()) {
      throw missing("cluster");
    }
    var same =
        repository
            .at(command.service(), command.environment())
            .filter(placed -> placed.workload().equals(command.workload()));
    var placement =
        new Placement(
            same.map(Placement::id).orElseGet(PlacementId::next),
            command.service(),
            command.environment(),
            command.workload(),
            command.container());
    try {
      repository.save(placement);
    } catch (DuplicateKeyException e) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Either "
              + service.slug()
              + " is placed in "
              + environment.slug()
              + " already, or "
              + command.workload()
              + " runs another service. A second workload is a second service.",
          e);
    }
    if (!same.equals(Optional.of(placement))) {
      events.publishEvent(new ServicePlaced(actor, placement, service.slug(), environment.slug()));
    }
    map.refreshAfterCommit();
    return placement;
  }

  /// Says that the service runs on another workload, or in another container of it. The history
  /// stays with the placement; nothing happens in a cluster.
  ///
  /// @throws dev.slipway.clusters.spi.PlacementHeld while a deployment runs or a plan waits there
  @Transactional
  public Placement change(PlacementId id, WorkloadRef workload, String container, Actor actor) {
    var known = repository.byId(id, false).orElseThrow(() -> missing("placement"));
    var service = services.byId(known.service()).orElseThrow(() -> missing("service"));
    var environment =
        environments.byId(known.environment()).orElseThrow(() -> missing("environment"));
    requireMay(actor, service, environment, workload);
    var wanted = new PlaceService(known.service(), known.environment(), workload, container);
    if (clusters.byId(workload.cluster()).isEmpty()) {
      throw missing("cluster");
    }
    guards.forEach(guard -> guard.requireFree(id));
    var before = repository.byId(id, true).orElseThrow(() -> missing("placement"));
    var now =
        new Placement(id, before.service(), before.environment(), workload, wanted.container());
    if (now.equals(before)) {
      return before;
    }
    try {
      repository.change(now);
    } catch (DuplicateKeyException e) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          workload + " runs another service already. Name the workload that runs this one.",
          e);
    }
    events.publishEvent(
        new PlacementChanged(actor, before, now, service.slug(), environment.slug()));
    map.refreshAfterCommit();
    return now;
  }

  private void requireMay(
      Actor actor, ServiceView service, EnvironmentView environment, WorkloadRef workload) {
    if (actor.via() != Via.SYSTEM) {
      var subject =
          Subject.of("placement", workload, workload.toString())
              .in(service.slug(), environment.slug());
      access.require(
          actor,
          Permission.SERVICE_EDIT,
          Scope.of(service.team(), environment.environmentClass()),
          subject);
      claims.require(actor, service, environment, workload, subject);
    }
  }

  private static DomainFailure missing(String what) {
    return new DomainFailure(ProblemType.NOT_FOUND, "There is no such " + what + ".");
  }
}
