package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Locks: one placement closed to rollouts until released, with its owner and the reason. None
/// stops a rollback.
@Service
public class Locks {

  private final LockRepository locks;
  private final Placements placements;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final PolicyGate gate;
  private final ApplicationEventPublisher events;

  Locks(
      LockRepository locks,
      Placements placements,
      Services services,
      Environments environments,
      Access access,
      PolicyGate gate,
      ApplicationEventPublisher events) {
    this.locks = locks;
    this.placements = placements;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.gate = gate;
    this.events = events;
  }

  /// The lock in force.
  @Transactional(readOnly = true)
  public Optional<LockView> on(UUID placement) {
    return locks.inForce(placement);
  }

  @Transactional(readOnly = true)
  public List<LockView> inForce() {
    return locks.allInForce();
  }

  /// Newest first, at most twenty.
  @Transactional(readOnly = true)
  public List<LockView> history(UUID placement) {
    return locks.history(placement);
  }

  @Transactional
  public LockView set(UUID placement, String reason, Actor actor) {
    var target = target(placement);
    require(target, actor);
    var words = Reason.required(reason);
    gate.changing();
    if (placements.stored(new PlacementId(placement)).isEmpty()) {
      throw gone();
    }
    if (!locks.set(placement, words, null, actor)) {
      var lock = locks.inForce(placement).orElseThrow();
      throw new DomainFailure(
          ProblemType.CONFLICT,
          lock.setBy() + " locked this already: " + lock.reason() + ". Release that lock first.");
    }
    return announce(target, locks.inForce(placement).orElseThrow(), true, words, actor);
  }

  /// The lock that every rollback sets, so that nothing brings the bad version back. Needs no right
  /// of its own: the rollback did. A lock that is in force stays as it is.
  @Transactional
  public LockView keepAfterRollback(UUID placement, UUID deployment, String reason, Actor actor) {
    var fresh = locks.set(placement, reason, deployment, actor);
    var lock = locks.inForce(placement).orElseThrow();
    return fresh ? announce(target(placement), lock, true, reason, actor) : lock;
  }

  /// Ends the lock that this rollback set, because nothing of it was written. Nobody's right is
  /// asked: it was the rollback's own.
  @Transactional
  public void nothingToKeep(UUID deployment) {
    var reason = "The rollback ended before anything was written.";
    locks
        .setBy(deployment)
        .filter(lock -> locks.release(lock.id(), reason, Actor.SYSTEM))
        .ifPresent(lock -> announce(target(lock.placement()), lock, false, reason, Actor.SYSTEM));
  }

  @Transactional
  public void release(UUID placement, String reason, Actor actor) {
    var target = target(placement);
    require(target, actor);
    var words = Reason.required(reason);
    gate.changing();
    var lock =
        locks
            .inForce(placement)
            .filter(one -> locks.release(one.id(), words, actor))
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.CONFLICT, "There is no lock here: it was released already."));
    announce(target, lock, false, words, actor);
  }

  private LockView announce(Target target, LockView lock, boolean set, String reason, Actor actor) {
    events.publishEvent(new LockChanged(lock, set, target.subject(), reason, actor));
    return lock;
  }

  private void require(Target target, Actor actor) {
    access.require(
        actor,
        Permission.LOCK_EDIT,
        Scope.of(target.service().team(), target.environment().environmentClass()),
        target.subject());
  }

  private Target target(UUID placement) {
    return placements
        .stored(new PlacementId(placement))
        .flatMap(found ->
            services
                .now(found.service())
                .flatMap(service ->
                    environments
                        .now(found.environment())
                        .map(environment -> new Target(placement, service, environment))))
        .orElseThrow(Locks::gone);
  }

  private static DomainFailure gone() {
    return new DomainFailure(
        ProblemType.NOT_FOUND,
        "There is no such placement: its service was taken off here, or is gone.");
  }

  private record Target(UUID placement, ServiceView service, EnvironmentView environment) {

    Subject subject() {
      return Subject.of("placement", placement, service.name() + " in " + environment.name())
          .in(service.slug(), environment.slug());
    }
  }
}
