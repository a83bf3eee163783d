package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.spi.PlacementChanged;
import dev.slipway.clusters.spi.PlacementGuard;
import dev.slipway.clusters.spi.PlacementMoved;
import dev.slipway.clusters.spi.PlacementRemoved;
import dev.slipway.clusters.spi.TakenOff;
import dev.slipway.clusters.spi.Twin;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Where services run. Reading asks memory only.
@Service
public class Placements {

  private final PlacementRepository repository;
  private final FormerPlacements former;
  private final PlacementMap map;
  private final ClusterRepository clusters;
  private final Services services;
  private final Environments environments;
  private final PlacementRights rights;
  private final ObjectProvider<PlacementGuard> guards;
  private final ApplicationEventPublisher events;

  Placements(
      PlacementRepository repository,
      FormerPlacements former,
      PlacementMap map,
      ClusterRepository clusters,
      Services services,
      Environments environments,
      PlacementRights rights,
      ObjectProvider<PlacementGuard> guards,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.former = former;
    this.map = map;
    this.clusters = clusters;
    this.services = services;
    this.environments = environments;
    this.rights = rights;
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

  /// Places a service. Where it is placed on this very workload already, nothing happens.
  ///
  /// @throws DomainFailure CONFLICT where either is placed already; a placement is changed by
  ///   [#change]
  @Transactional
  public Placement place(PlaceService command, Actor actor) {
    var service = services.now(command.service()).orElseThrow(() -> missing("service"));
    var environment =
        environments.now(command.environment()).orElseThrow(() -> missing("environment"));
    rights.requireToPlace(actor, service, environment, command.workload());
    hold(command.workload().cluster());
    var known = repository.at(command.service(), command.environment());
    var same = known.filter(placed -> placed.workload().equals(command.workload()));
    var placement =
        new Placement(
            same.map(Placement::id).orElseGet(PlacementId::next),
            command.service(),
            command.environment(),
            command.workload(),
            command.container());
    if (same.equals(Optional.of(placement))) {
      return placement;
    }
    requireAlone(placement);
    if (known.isPresent() || !repository.add(placement)) {
      // Somebody else was faster: with the workload, or with the service.
      requireAlone(placement);
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "%s is placed in %s already. A second workload is a second service; what is placed there is changed on its page."
              .formatted(service.slug(), environment.slug()));
    }
    events.publishEvent(
        new ServicePlaced(
            actor, placement, clusterOf(placement), service.slug(), environment.slug()));
    map.refreshAfterCommit();
    return placement;
  }

  /// Whoever runs on the same workload as this placement, also under another name of its API
  /// server: two clusters may turn out to be one when the second is met. While there is one,
  /// neither of them is changed.
  @Transactional(readOnly = true)
  public Optional<Twin> twin(PlacementId id) {
    return repository
        .byId(id, false)
        .flatMap(placed -> repository.on(placed.workload(), id))
        .map(this::named);
  }

  private Twin named(Placement other) {
    return new Twin(
        other,
        services.byId(other.service()).map(ServiceView::slug).orElse("another service"),
        environments
            .byId(other.environment())
            .map(EnvironmentView::slug)
            .orElse("another environment"),
        clusterOf(other));
  }

  private String clusterOf(Placement placement) {
    return clusters
        .byId(placement.workload().cluster())
        .map(ClusterRepository.Row::slug)
        .orElse("another cluster");
  }

  private void requireAlone(Placement placement) {
    repository
        .on(placement.workload(), placement.id())
        .map(this::named)
        .ifPresent(other -> {
          throw new DomainFailure(
              ProblemType.CONFLICT,
              "%s runs %s in %s already%s. A second workload is a second service."
                  .formatted(
                      placement.workload(),
                      other.service(),
                      other.environment(),
                      other.under(placement.workload())));
        });
  }

  /// Says that the service runs on another workload, or in another container of it. The history
  /// stays with the placement; nothing happens in a cluster.
  ///
  /// @param seen what the person saw who decided this; null where nobody looked
  /// @param reason why, for those who read the audit: other than the first placement, it turns
  ///   rights and history to another workload
  /// @throws dev.slipway.clusters.spi.PlacementMoved where it is not as seen any more
  /// @throws dev.slipway.clusters.spi.PlacementHeld while a deployment runs or a plan waits there
  @Transactional
  public Placement change(
      PlacementId id,
      @Nullable Placement seen,
      WorkloadRef workload,
      String container,
      String reason,
      Actor actor) {
    var known = repository.byId(id, false).orElseThrow(() -> missing("placement"));
    var service = services.now(known.service()).orElseThrow(() -> missing("service"));
    var environment =
        environments.now(known.environment()).orElseThrow(() -> missing("environment"));
    requireMayChange(actor, service, environment, known);
    rights.requireToPlace(actor, service, environment, workload);
    var words = Reason.required(reason);
    var wanted = new PlaceService(known.service(), known.environment(), workload, container);
    guards.orderedStream().forEach(guard -> guard.requireFree(id));
    hold(workload.cluster());
    var before = repository.byId(id, true).orElseThrow(() -> missing("placement"));
    var now =
        new Placement(id, before.service(), before.environment(), workload, wanted.container());
    if (now.equals(before)) {
      return before;
    }
    if (seen != null && !seen.equals(before)) {
      throw new PlacementMoved(before, clusterOf(before));
    }
    requireAlone(now);
    try {
      repository.change(before, now, words, actor);
    } catch (DuplicateKeyException e) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          workload + " has just been placed by somebody else. Look where, and try again.",
          e);
    }
    events.publishEvent(
        new PlacementChanged(
            actor,
            before,
            clusterOf(before),
            now,
            clusterOf(now),
            service.slug(),
            environment.slug(),
            words));
    map.refreshAfterCommit();
    return now;
  }

  /// Takes a service off the portal in an environment. Nothing happens in the cluster; history and
  /// audit stay, and the workload can be placed anew.
  ///
  /// @throws dev.slipway.clusters.spi.PlacementHeld while a deployment runs, a plan waits or a lock
  ///   holds there
  @Transactional
  public void remove(PlacementId id, String reason, Actor actor) {
    var known = repository.byId(id, false).orElseThrow(() -> missing("placement"));
    var service = services.now(known.service()).orElseThrow(() -> missing("service"));
    var environment =
        environments.now(known.environment()).orElseThrow(() -> missing("environment"));
    requireMayChange(actor, service, environment, known);
    var words = Reason.required(reason);
    guards.orderedStream().forEach(guard -> guard.requireMayEnd(id));
    hold(known.workload().cluster());
    var was = repository.byId(id, true).orElseThrow(() -> missing("placement"));
    repository.end(was, words, actor);
    events.publishEvent(
        new PlacementRemoved(
            actor, was, clusterOf(was), service.slug(), environment.slug(), words));
    map.refreshAfterCommit();
  }

  /// Who took the service off the environment last, and why.
  @Transactional(readOnly = true)
  public Optional<TakenOff> takenOff(ServiceId service, EnvironmentId environment) {
    return former.last(service, environment);
  }

  /// Refuses whoever may not change or end a placement: in production, whoever does not own it.
  ///
  /// @param placement as the database has it, or had it a moment ago
  /// @throws dev.slipway.identity.NotAllowed if somebody else has to do it
  public void requireMayChange(
      Actor actor, ServiceView service, EnvironmentView environment, Placement placement) {
    var what =
        Subject.of("placement", placement.id().value(), placement.workload().toString())
            .in(service.slug(), environment.slug());
    rights.requireToChange(actor, service, environment, what);
  }

  /// Whether to offer to change or to end a placement.
  public boolean mayChange(Actor actor, ServiceView service, EnvironmentView environment) {
    return rights.permitsToChange(actor, service, environment);
  }

  /// Whoever removes the cluster at this moment comes first or waits.
  private void hold(ClusterId cluster) {
    if (!clusters.hold(cluster)) {
      throw missing("cluster");
    }
  }

  private static DomainFailure missing(String what) {
    return new DomainFailure(ProblemType.NOT_FOUND, "There is no such " + what + ".");
  }
}
