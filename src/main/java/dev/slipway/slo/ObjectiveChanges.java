package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.slo.ImportReport.Note;
import dev.slipway.slo.ObjectiveActs.Wish;
import dev.slipway.slo.formats.IndicatorFindings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// The writing half of {@link Objectives}: whoever may edit the objectives of a team in this class
/// of environment may do it here. What loosens the gate of production is held by {@link
/// ObjectiveActs}.
@Component
class ObjectiveChanges {

  private final ObjectiveRows rows;
  private final ObjectiveWrites writes;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ObjectiveActs acts;
  private final ApplicationEventPublisher events;

  ObjectiveChanges(
      ObjectiveRows rows,
      ObjectiveWrites writes,
      Services services,
      Environments environments,
      Access access,
      ObjectiveActs acts,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.writes = writes;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.acts = acts;
    this.events = events;
  }

  UUID define(
      ServiceView service,
      EnvironmentView environment,
      ObjectiveDefinition definition,
      ObjectiveStatus status,
      Actor actor) {
    var id = UuidV7.next();
    var subject = subject(id, service, environment, definition.name());
    allow(actor, service, environment, subject);
    definition.requireWindow();
    requireServed(definition, environment);
    var findings = findings(definition, status);
    once(
        definition,
        () -> writes.insert(id, service.id(), environment.id(), definition, status, actor.name()));
    writes.findStatic(id, findings);
    events.publishEvent(
        new ObjectiveChanged(
            "objective.defined",
            subject,
            Map.of(),
            ObjectiveChanged.facts(definition, status),
            null,
            actor));
    return id;
  }

  /// Done at once, or held: then what waits is told.
  Optional<WaitingAct> edit(
      UUID id, int version, ObjectiveDefinition definition, String reason, Actor actor) {
    var known = locked(id, actor);
    requireSeen(known, version);
    var wish = new Wish(id, version, definition, Reason.required(reason));
    requireDefinable(known, definition);
    return heldOrDone(known, wish, actor);
  }

  /// Takes over what a finding says should stand there.
  Optional<WaitingAct> repair(UUID id, int version, String code, Actor actor) {
    var definition = locked(id, actor).row().definition().repaired(code);
    return edit(id, version, definition, "The repair of %s is accepted".formatted(code), actor);
  }

  Optional<WaitingAct> disable(UUID id, String reason, Actor actor) {
    var known = locked(id, actor);
    var why = Reason.required(reason);
    return known.row().status() == ObjectiveStatus.DISABLED
        ? Optional.empty()
        : heldOrDone(known, new Wish(id, known.row().version(), null, why), actor);
  }

  /// Does what a second person agreed to, if nobody changed the objective since it was asked for.
  void agreed(Wish wish, Agreement agreement) {
    var known = locked(wish.objective(), agreement.requester());
    requireSeen(known, wish.version());
    acts.allow(agreement.requester(), known.scope(), known.subject());
    if (wish.wanted() != null) {
      requireDefinable(known, wish.wanted());
    }
    apply(known, wish, agreement.requester(), agreement.by());
  }

  private Optional<WaitingAct> heldOrDone(Known known, Wish wish, Actor actor) {
    var waits =
        ObjectiveActs.loosens(known.row(), known.environment(), wish.wanted())
            ? acts.hold(
                wish, known.row(), known.environment(), known.scope(), known.subject(), actor)
            : Optional.<WaitingAct>empty();
    if (waits.isEmpty()) {
      apply(known, wish, actor, List.of());
    }
    return waits;
  }

  private void apply(Known known, Wish wish, Actor actor, List<String> agreedBy) {
    var row = known.row();
    var definition = wish.wanted();
    if (definition == null) {
      become(known, ObjectiveStatus.DISABLED, "objective.disabled", wish.reason(), actor, agreedBy);
      return;
    }
    var before = row.definition();
    once(
        definition,
        () ->
            writes.describe(
                row.id(), definition, definition.windowDays() > before.windowDays(), actor.name()));
    writes.findStatic(row.id(), findings(definition, row.status()));
    events.publishEvent(
        new ObjectiveChanged(
            "objective.edited",
            known.subject(),
            ObjectiveChanged.facts(before, row.status()),
            ObjectiveChanged.agreed(ObjectiveChanged.facts(definition, row.status()), agreedBy),
            wish.reason(),
            actor));
  }

  private static void requireSeen(Known known, int version) {
    if (known.row().version() != version) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "%s changed this objective meanwhile. Look at it again, then make your change."
              .formatted(known.row().changedBy()));
    }
  }

  /// Whatever could keep it from being stored is said before anybody else is asked.
  private void requireDefinable(Known known, ObjectiveDefinition definition) {
    definition.requireWindow();
    requireServed(definition, known.environment());
    var _ = findings(definition, known.row().status());
    if (rows.named(known.row().service(), known.row().environment(), definition.name())
        .filter(other -> !other.id().equals(known.row().id()))
        .isPresent()) {
      throw taken(definition);
    }
  }

  void activate(UUID id, String reason, Actor actor) {
    var known = locked(id, actor);
    var fault = writes.staticError(id);
    if (fault != null) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "It cannot count as it is defined: %s Edit it first.".formatted(fault));
    }
    become(known, ObjectiveStatus.ACTIVE, "objective.activated", reason, actor, List.of());
  }

  void countAnew(UUID datasource, String reason, Actor actor) {
    if (actor.via() != Via.SYSTEM) {
      throw new IllegalArgumentException("only the portal itself forgets what was counted");
    }
    for (var row : writes.forgetCounts(datasource)) {
      var known = locked(row, actor);
      events.publishEvent(
          new ObjectiveChanged(
              "objective.restarted", known.subject(), Map.of(), Map.of(), reason, actor));
    }
  }

  /// One that is held, with where it belongs.
  private record Known(
      ObjectiveRow row, ServiceView service, EnvironmentView environment, Subject subject) {

    private Scope scope() {
      return Scope.of(service.team(), environment.environmentClass());
    }
  }

  private Known locked(UUID id, Actor actor) {
    if (!writes.lock(id)) {
      throw Objectives.nothing();
    }
    var row = rows.find(id).orElseThrow(Objectives::nothing);
    var service = services.now(row.service()).orElseThrow(Objectives::nothing);
    var environment = environments.now(row.environment()).orElseThrow(Objectives::nothing);
    var subject = subject(id, service, environment, row.definition().name());
    allow(actor, service, environment, subject);
    return new Known(row, service, environment, subject);
  }

  private void become(
      Known known,
      ObjectiveStatus status,
      String action,
      String reason,
      Actor actor,
      List<String> agreedBy) {
    var row = known.row();
    if (row.status() == status) {
      return;
    }
    writes.become(row.id(), status, actor.name());
    events.publishEvent(
        new ObjectiveChanged(
            action,
            known.subject(),
            Map.of("status", row.status().slug()),
            ObjectiveChanged.agreed(Map.of("status", status.slug()), agreedBy),
            reason.isBlank() ? null : reason.strip(),
            actor));
  }

  private void allow(
      Actor actor, ServiceView service, EnvironmentView environment, Subject subject) {
    access.require(
        actor,
        Permission.SLO_EDIT,
        Scope.of(service.team(), environment.environmentClass()),
        subject);
  }

  private static Subject subject(
      UUID id, ServiceView service, EnvironmentView environment, String name) {
    return Subject.of("objective", id, name).in(service.slug(), environment.slug());
  }

  /// What stands in the queries by themselves. A fault is for a draft; whoever types it in for one
  /// that counts is there to mend it.
  private static List<Note> findings(ObjectiveDefinition definition, ObjectiveStatus status) {
    if (status == ObjectiveStatus.ACTIVE) {
      definition.requireSound();
    }
    return ImportReport.notes(IndicatorFindings.of(definition.indicator()));
  }

  private void requireServed(ObjectiveDefinition definition, EnvironmentView environment) {
    if (!writes.serves(definition.datasource(), environment.id())) {
      throw new FieldRefused(
          "datasource",
          "Choose a datasource that has the samples of %s.".formatted(environment.name()));
    }
  }

  private static void once(ObjectiveDefinition definition, Runnable write) {
    try {
      write.run();
    } catch (DuplicateKeyException _) {
      throw taken(definition);
    }
  }

  private static FieldRefused taken(ObjectiveDefinition definition) {
    return new FieldRefused(
        "name",
        "There is an objective \"%s\" of this service in this environment already. Edit that one, or choose another name."
            .formatted(definition.name()));
  }
}
