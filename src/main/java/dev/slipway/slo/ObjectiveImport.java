package dev.slipway.slo;

import dev.slipway.identity.Access;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.slo.ImportReport.Line;
import dev.slipway.slo.ImportReport.Outcome;
import dev.slipway.slo.formats.ImportedObjective;
import dev.slipway.slo.formats.ObjectiveFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Takes objectives over from files. What has a fault becomes a draft that gates nothing, with the
/// repair beside it; nothing is repaired before a person accepts it.
@Component
class ObjectiveImport {

  private final ImportTarget targets;
  private final ObjectiveRows rows;
  private final ObjectiveWrites writes;
  private final Access access;
  private final ApplicationEventPublisher events;

  ObjectiveImport(
      ImportTarget targets,
      ObjectiveRows rows,
      ObjectiveWrites writes,
      Access access,
      ApplicationEventPublisher events) {
    this.targets = targets;
    this.rows = rows;
    this.writes = writes;
    this.access = access;
    this.events = events;
  }

  /// @param store whether it is done; else it is only tried
  ImportReport run(ImportObjectives wish, boolean store, Actor actor) {
    access.requireSomewhere(
        actor, Permission.SLO_EDIT, Subject.of("objective", "import", "a file of objectives"));
    var file = ObjectiveFiles.read(wish.text());
    var lines = new ArrayList<Line>();
    for (var read : file.objectives()) {
      lines.add(line(read, wish, store, actor));
    }
    return new ImportReport(store, List.copyOf(lines), ImportReport.notes(file.findings()));
  }

  private Line line(ImportedObjective read, ImportObjectives wish, boolean store, Actor actor) {
    var target = targets.of(read, wish);
    var service = target.service();
    var environment = target.environment();
    var datasource = target.datasource();
    if (service == null || environment == null || datasource == null) {
      return line(read, target, Outcome.ASKS, null, target.question(), List.of());
    }
    var subject =
        Subject.of("objective", read.externalId(), read.objective().name())
            .in(service.slug(), environment.slug());
    var scope = Scope.of(service.team(), environment.environmentClass());
    try {
      access.require(actor, Permission.SLO_EDIT, scope, subject);
    } catch (NotAllowed refused) {
      var why =
          actor.via() == Via.TOKEN
              ? refused.detail()
              : "You may not edit the objectives of %s in %s."
                  .formatted(service.slug(), environment.name());
      return line(read, target, Outcome.REFUSED, null, why, List.of());
    }
    var known = rows.named(service.id(), environment.id(), read.objective().name()).orElse(null);
    ObjectiveDefinition definition;
    try {
      definition = definition(read, known, datasource);
    } catch (FieldRefused refused) {
      return line(read, target, Outcome.REFUSED, null, refused.detail(), List.of());
    }
    if (known != null && known.definition().equals(definition)) {
      return line(read, target, Outcome.SAME, known.id(), null, List.of());
    }
    var status = status(read, known, wish);
    var before =
        known == null
            ? Map.<String, Object>of()
            : ObjectiveChanged.facts(known.definition(), known.status());
    var after = ObjectiveChanged.facts(definition, status);
    var id = known == null ? UuidV7.next() : known.id();
    if (store) {
      if (known == null) {
        writes.insert(id, service.id(), environment.id(), definition, status, actor.name());
      } else {
        writes.describe(
            id,
            definition,
            definition.windowDays() > known.definition().windowDays(),
            actor.name());
        writes.become(id, status, actor.name());
      }
      writes.source(id, read);
      writes.findStatic(id, ImportReport.notes(read.findings()));
      events.publishEvent(
          new ObjectiveChanged(
              "objective.imported",
              Subject.of("objective", id, definition.name()).in(service.slug(), environment.slug()),
              before,
              after,
              "From a file of " + read.format().label(),
              actor));
    }
    return line(
        read,
        target,
        known == null ? Outcome.NEW : Outcome.CHANGED,
        store || known != null ? id : null,
        null,
        known == null ? List.of() : changes(before, after));
  }

  /// What the file does not say stays as it is, or as it was asked for.
  private static ObjectiveDefinition definition(
      ImportedObjective read, @Nullable ObjectiveRow known, UUID datasource) {
    var said = read.objective();
    var former = known == null ? null : known.definition();
    return new ObjectiveDefinition(
        said.name(),
        said.description(),
        said.target().percent(),
        read.windowSaid() || former == null ? said.windowDays() : former.windowDays(),
        said.indicator(),
        !read.isDraft() && (former == null || former.gating()),
        former == null ? datasource : former.datasource());
  }

  private static ObjectiveStatus status(
      ImportedObjective read, @Nullable ObjectiveRow known, ImportObjectives wish) {
    if (read.isDraft()) {
      return ObjectiveStatus.DRAFT;
    }
    if (known != null) {
      return known.status();
    }
    return wish.active() ? ObjectiveStatus.ACTIVE : ObjectiveStatus.DRAFT;
  }

  private static Line line(
      ImportedObjective read,
      ImportTarget.Found target,
      Outcome outcome,
      @Nullable UUID id,
      @Nullable String why,
      List<String> changes) {
    var service = target.service();
    var environment = target.environment();
    return new Line(
        read.objective().name(),
        read.line(),
        read.format().label(),
        read.objective().service(),
        service == null ? null : service.slug(),
        environment == null ? null : environment.slug(),
        outcome,
        id,
        why,
        read.isDraft(),
        changes,
        ImportReport.notes(read.findings()));
  }

  private static List<String> changes(Map<String, Object> before, Map<String, Object> after) {
    var changes = new ArrayList<String>();
    after.forEach((field, value) -> {
      var was = before.get(field);
      if (!Objects.equals(was, value)) {
        changes.add(
            was == null
                ? "%s: %s".formatted(field, value)
                : "%s: %s is now %s".formatted(field, was, value));
      }
    });
    return changes;
  }
}
