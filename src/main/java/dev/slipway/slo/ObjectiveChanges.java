package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
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
import dev.slipway.kernel.Via;
import dev.slipway.slo.ImportReport.Note;
import dev.slipway.slo.formats.FindingCode;
import dev.slipway.slo.formats.IndicatorFindings;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// The writing half of {@link Objectives}: whoever may edit the objectives of a team in this class
/// of environment may do it here.
@Component
class ObjectiveChanges {

  private static final Pattern WINDOW = Pattern.compile("\\{\\{ *\\.window *}}");

  private final ObjectiveRows rows;
  private final ObjectiveWrites writes;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;

  ObjectiveChanges(
      ObjectiveRows rows,
      ObjectiveWrites writes,
      Services services,
      Environments environments,
      Access access,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.writes = writes;
    this.services = services;
    this.environments = environments;
    this.access = access;
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
    requireWindow(definition.indicator());
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
            ObjectiveFacts.of(definition, status),
            null,
            actor));
    return id;
  }

  void edit(UUID id, int version, ObjectiveDefinition definition, String reason, Actor actor) {
    var known = locked(id, actor);
    if (known.row().version() != version) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "%s changed this objective meanwhile. Look at it again, then make your change."
              .formatted(known.row().changedBy()));
    }
    var why = Reason.required(reason);
    requireWindow(definition.indicator());
    requireServed(definition, known.environment());
    var findings = findings(definition, known.row().status());
    var before = known.row().definition();
    once(
        definition,
        () ->
            writes.describe(
                id, definition, definition.windowDays() > before.windowDays(), actor.name()));
    writes.findStatic(id, findings);
    events.publishEvent(
        new ObjectiveChanged(
            "objective.edited",
            known.subject(),
            ObjectiveFacts.of(before, known.row().status()),
            ObjectiveFacts.of(definition, known.row().status()),
            why,
            actor));
  }

  /// Takes over what a finding says should stand there.
  void repair(UUID id, int version, String code, Actor actor) {
    var definition = repaired(locked(id, actor).row().definition(), code);
    edit(id, version, definition, "The repair of %s is accepted".formatted(code), actor);
  }

  /// @throws DomainFailure CONFLICT if the code names no repair of it
  static ObjectiveDefinition repaired(ObjectiveDefinition former, String code) {
    var repaired =
        IndicatorFindings.of(former.indicator()).stream()
            .filter(found -> found.code().name().equals(code))
            .flatMap(found -> Stream.ofNullable(found.repaired()))
            .findFirst()
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.CONFLICT,
                    "There is nothing to take over any more. Look at the objective again."));
    return new ObjectiveDefinition(
        former.name(),
        former.description(),
        former.objective(),
        former.windowDays(),
        repaired,
        former.gating(),
        former.datasource());
  }

  void activate(UUID id, String reason, Actor actor) {
    var known = locked(id, actor);
    var fault = writes.staticError(id);
    if (fault != null) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "It cannot count as it is defined: %s Edit it first.".formatted(fault));
    }
    become(known, ObjectiveStatus.ACTIVE, "objective.activated", reason, actor);
  }

  void disable(UUID id, String reason, Actor actor) {
    become(
        locked(id, actor),
        ObjectiveStatus.DISABLED,
        "objective.disabled",
        Reason.required(reason),
        actor);
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
      ObjectiveRow row, ServiceView service, EnvironmentView environment, Subject subject) {}

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
      Known known, ObjectiveStatus status, String action, String reason, Actor actor) {
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
            Map.of("status", status.slug()),
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
    var found = IndicatorFindings.of(definition.indicator());
    if (status == ObjectiveStatus.ACTIVE) {
      found.stream()
          .filter(one -> one.code().severity() == FindingCode.Severity.ERROR)
          .findFirst()
          .ifPresent(fault -> {
            throw new FieldRefused(
                definition.indicator().kind() == SliKind.EVENTS
                    ? ObjectiveDefinition.ERROR_QUERY
                    : ObjectiveDefinition.RAW_QUERY,
                fault.detail()
                    + (fault.repair() == null ? "" : " It should be: " + fault.repair()));
          });
    }
    return ImportReport.notes(found);
  }

  private static void requireWindow(Indicator indicator) {
    requireWindow(ObjectiveDefinition.ERROR_QUERY, indicator.errorQuery());
    requireWindow(ObjectiveDefinition.TOTAL_QUERY, indicator.totalQuery());
    requireWindow(ObjectiveDefinition.RAW_QUERY, indicator.rawQuery());
  }

  private static void requireWindow(String field, @Nullable String query) {
    if (query != null && !WINDOW.matcher(query).find()) {
      throw new FieldRefused(
          field,
          "The query asks for one range only, so every window would show the same. Write"
              + " {{.window}} where the range stands, such as [{{.window}}].");
    }
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
      throw new FieldRefused(
          "name",
          "There is an objective \"%s\" of this service in this environment already. Edit that one, or choose another name."
              .formatted(definition.name()));
    }
  }
}
