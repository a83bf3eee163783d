package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.verification.SmokeCheckChanged.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// What services must answer after their rollouts, by environment.
@Service
public class SmokeChecks {

  private static final int MOST = 10;

  /// So many people may let the portal ask at a time.
  private final Semaphore asking = new Semaphore(4);

  private final SmokeCheckRows rows;
  private final HttpTries http;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  SmokeChecks(
      SmokeCheckRows rows,
      HttpTries http,
      Services services,
      Environments environments,
      Access access,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.http = http;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  private record Place(ServiceView service, EnvironmentView environment) {

    Subject subject() {
      return Subject.of("service", service.slug(), service.name())
          .in(service.slug(), environment.slug());
    }

    Scope scope() {
      return Scope.of(service.team(), environment.environmentClass());
    }
  }

  /// By name.
  @Transactional(readOnly = true)
  public List<SmokeCheck> of(ServiceId service, EnvironmentId environment) {
    return rows.of(service, environment);
  }

  /// One of them.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such smoke test there
  @Transactional(readOnly = true)
  public SmokeCheck byId(String service, String environment, UUID id) {
    return require(place(service, environment), id);
  }

  /// Adds one, for the rollouts that succeed from now on.
  ///
  /// @throws DomainFailure NOT_ALLOWED, CONFLICT; FieldRefused for a name that is taken
  @Transactional
  public UUID add(String service, String environment, EditSmokeCheck wish, Actor actor) {
    var place = allowed(service, environment, actor);
    var known = rows.of(place.service().id(), place.environment().id());
    if (known.size() >= MOST) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "There are %d smoke tests already, and more would hold up rollouts. Remove one first."
              .formatted(MOST));
    }
    var id = UuidV7.next();
    named(wish, known, null);
    unique(() -> rows.add(place.service().id(), place.environment().id(), id, wish, actor.name()));
    tell(Change.ADDED, place, Map.of(), SmokeCheckChanged.facts(wish), wish.reason(), actor);
    return id;
  }

  /// Says anew what one asks. Verifications that run already go on as they began.
  ///
  /// @throws DomainFailure NOT_ALLOWED, NOT_FOUND; CONFLICT if somebody else edited it meanwhile
  @Transactional
  public void edit(String service, String environment, UUID id, EditSmokeCheck wish, Actor actor) {
    var place = allowed(service, environment, actor);
    var before = require(place, id);
    named(wish, rows.of(place.service().id(), place.environment().id()), id);
    if (!rows.edit(id, wish, actor.name())) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Somebody else changed this smoke test meanwhile. Look at it again, then edit.");
    }
    tell(
        Change.EDITED,
        place,
        SmokeCheckChanged.facts(before),
        SmokeCheckChanged.facts(wish),
        wish.reason(),
        actor);
  }

  /// Ends one. What it brought stays with the deployments.
  ///
  /// @throws DomainFailure NOT_ALLOWED, NOT_FOUND; INVALID_INPUT without a reason
  @Transactional
  public void remove(String service, String environment, UUID id, String reason, Actor actor) {
    var place = allowed(service, environment, actor);
    var known = require(place, id);
    var why = Reason.required(reason);
    rows.remove(id);
    tell(Change.REMOVED, place, SmokeCheckChanged.facts(known), Map.of(), why, actor);
  }

  /// Asks once, now, and stores nothing but that it was asked. Waits for the answer, so never in a
  /// transaction.
  ///
  /// @throws DomainFailure NOT_ALLOWED; TOO_MANY_REQUESTS if others let the portal ask, too
  public SmokeTry tryOnce(
      String service, String environment, HttpProbe probe, Duration timeout, Actor actor) {
    EditSmokeCheck.requireTimeout(timeout);
    var place = allowed(service, environment, actor);
    if (!asking.tryAcquire()) {
      throw new DomainFailure(
          ProblemType.TOO_MANY_REQUESTS,
          "Others try out smoke tests at this moment. Try again in a few seconds.");
    }
    try {
      var brought = http.ask(probe, timeout);
      transaction.executeWithoutResult(_ ->
          tell(
              Change.TRIED,
              place,
              Map.of(),
              Map.of(
                  "request", probe.request(),
                  "expected", probe.expects(),
                  "brought", brought.outcome().slug()),
              null,
              actor));
      return brought;
    } finally {
      asking.release();
    }
  }

  private Place allowed(String service, String environment, Actor actor) {
    var place = place(service, environment);
    access.require(actor, Permission.VERIFICATION_EDIT, place.scope(), place.subject());
    return place;
  }

  private Place place(String service, String environment) {
    return new Place(services.require(service), environments.require(environment));
  }

  private SmokeCheck require(Place place, UUID id) {
    return rows.find(place.service().id(), place.environment().id(), id)
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.NOT_FOUND, "There is no such smoke test here; it may be removed."));
  }

  private static void named(EditSmokeCheck wish, List<SmokeCheck> known, @Nullable UUID own) {
    if (known.stream().anyMatch(one -> one.name().equals(wish.name()) && !one.id().equals(own))) {
      throw taken();
    }
  }

  private static void unique(Runnable write) {
    try {
      write.run();
    } catch (DuplicateKeyException _) {
      throw taken();
    }
  }

  private static FieldRefused taken() {
    return new FieldRefused("name", "There is a smoke test of this name here. Choose another.");
  }

  private void tell(
      Change change,
      Place place,
      Map<String, Object> before,
      Map<String, Object> after,
      @Nullable String reason,
      Actor actor) {
    events.publishEvent(
        new SmokeCheckChanged(change, place.subject(), before, after, reason, actor));
  }
}
