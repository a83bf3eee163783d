package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceId;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.UuidV7;
import dev.slipway.verification.SmokeCheckChanged.Change;
import dev.slipway.verification.SmokePlaces.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What services must answer after their rollouts, by environment.
@Service
public class SmokeChecks {

  private static final int MOST = 10;

  private final SmokeCheckRows rows;
  private final SmokeActs acts;
  private final SmokePlaces places;
  private final ApplicationEventPublisher events;

  SmokeChecks(
      SmokeCheckRows rows, SmokeActs acts, SmokePlaces places, ApplicationEventPublisher events) {
    this.rows = rows;
    this.acts = acts;
    this.places = places;
    this.events = events;
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
    return require(places.place(service, environment), id);
  }

  /// Adds one, for the rollouts that succeed from now on. A Job in production waits until a second
  /// person has agreed.
  ///
  /// @return what waits; empty where it is in force now
  /// @throws DomainFailure NOT_ALLOWED, CONFLICT; FieldRefused for a name that is taken
  @Transactional
  public Optional<WaitingAct> add(
      String service, String environment, EditSmokeCheck wish, Actor actor) {
    var place = places.allowed(service, environment, actor);
    requireRoom(place);
    requireName(place, wish, null);
    var waits = held(place, null, wish, "", actor);
    if (waits.isEmpty()) {
      stored(place, null, wish, List.of(), actor);
    }
    return waits;
  }

  /// Says anew what one asks. Verifications that run already go on as they began.
  ///
  /// @return what waits; empty where it is in force now
  /// @throws DomainFailure NOT_ALLOWED, NOT_FOUND; CONFLICT if somebody else edited it meanwhile
  @Transactional
  public Optional<WaitingAct> edit(
      String service, String environment, UUID id, EditSmokeCheck wish, Actor actor) {
    var place = places.allowed(service, environment, actor);
    var before = require(place, id);
    requireName(place, wish, id);
    if (before.version() != wish.version()) {
      throw meanwhile();
    }
    var manifest = before.probe() instanceof JobProbe(var now) ? now : "";
    var waits =
        before.probe().equals(wish.probe())
            ? Optional.<WaitingAct>empty()
            : held(place, id, wish, manifest, actor);
    if (waits.isEmpty()) {
      stored(place, before, wish, List.of(), actor);
    }
    return waits;
  }

  /// What a second person agreed to, in the caller's transaction.
  @Transactional(propagation = Propagation.MANDATORY)
  void agreed(SmokeActs.Wish held, Agreement agreement) {
    var place = places.allowed(held.service(), held.environment(), agreement.requester());
    var wish = held.edit();
    requireName(place, wish, held.id());
    if (held.id() == null) {
      requireRoom(place);
    }
    stored(
        place,
        held.id() == null ? null : require(place, held.id()),
        wish,
        agreement.by(),
        agreement.requester());
  }

  /// What waits for a second person there, oldest first.
  public List<WaitingAct> waiting(String service, String environment) {
    return acts.waiting(places.place(service, environment).tests());
  }

  /// Whether a Job there takes effect only once another person has agreed.
  public boolean jobsWait(EnvironmentView environment, Actor actor) {
    return environment.environmentClass() == EnvironmentClass.PRODUCTION && acts.isNeeded(actor);
  }

  private Optional<WaitingAct> held(
      Place place, @Nullable UUID id, EditSmokeCheck wish, String before, Actor actor) {
    return wish.probe() instanceof JobProbe job
            && place.environment().environmentClass() == EnvironmentClass.PRODUCTION
        ? acts.hold(
            SmokeActs.Wish.of(place.service().slug(), place.environment().slug(), id, wish, job),
            before,
            place.tests(),
            place.scope(),
            actor)
        : Optional.empty();
  }

  private void stored(
      Place place,
      @Nullable SmokeCheck before,
      EditSmokeCheck wish,
      List<String> agreedBy,
      Actor actor) {
    if (before == null) {
      unique(() ->
          rows.add(
              place.service().id(), place.environment().id(), UuidV7.next(), wish, actor.name()));
    } else if (!rows.edit(before.id(), wish, actor.name())) {
      throw meanwhile();
    }
    var after = new LinkedHashMap<>(SmokeCheckChanged.facts(wish));
    if (!agreedBy.isEmpty()) {
      after.put("agreedBy", agreedBy);
    }
    tell(
        before == null ? Change.ADDED : Change.EDITED,
        place,
        before == null ? Map.of() : SmokeCheckChanged.facts(before),
        after,
        wish.reason(),
        actor);
  }

  private void requireRoom(Place place) {
    if (rows.of(place.service().id(), place.environment().id()).size() >= MOST) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "There are %d smoke tests already, and more would hold up rollouts. Remove one first."
              .formatted(MOST));
    }
  }

  private static DomainFailure meanwhile() {
    return new DomainFailure(
        ProblemType.CONFLICT,
        "Somebody else changed this smoke test meanwhile. Look at it again, then edit.");
  }

  /// Ends one. What it brought stays with the deployments.
  ///
  /// @throws DomainFailure NOT_ALLOWED, NOT_FOUND; INVALID_INPUT without a reason
  @Transactional
  public void remove(String service, String environment, UUID id, String reason, Actor actor) {
    var place = places.allowed(service, environment, actor);
    var known = require(place, id);
    var why = Reason.required(reason);
    rows.remove(id);
    tell(Change.REMOVED, place, SmokeCheckChanged.facts(known), Map.of(), why, actor);
  }

  private SmokeCheck require(Place place, UUID id) {
    return rows.find(place.service().id(), place.environment().id(), id)
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.NOT_FOUND, "There is no such smoke test here; it may be removed."));
  }

  private void requireName(Place place, EditSmokeCheck wish, @Nullable UUID own) {
    var known = rows.of(place.service().id(), place.environment().id());
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
