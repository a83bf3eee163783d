package dev.slipway.slo;

import dev.slipway.identity.Access;
import dev.slipway.identity.NotAllowed;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.slo.ImportReport.Line;
import dev.slipway.slo.ImportReport.Outcome;
import dev.slipway.slo.ImportTarget.Place;
import dev.slipway.slo.ImportTarget.Run;
import dev.slipway.slo.formats.ImportedFile;
import dev.slipway.slo.formats.ImportedObjective;
import dev.slipway.slo.formats.ObjectiveFiles;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes objectives over from files. What has a fault becomes a draft that gates nothing, with the
/// repair beside it; nothing is repaired before a person accepts it. Neither a fault nor a looser
/// promise takes the place of what a gate goes by: a file asks no second person.
@Component
class ObjectiveImport {

  private final ImportTarget targets;
  private final ObjectiveRows rows;
  private final ObjectiveWrites writes;
  private final ObjectiveTrial trial;
  private final ObjectiveActs acts;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  ObjectiveImport(
      ImportTarget targets,
      ObjectiveRows rows,
      ObjectiveWrites writes,
      ObjectiveTrial trial,
      ObjectiveActs acts,
      Access access,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.targets = targets;
    this.rows = rows;
    this.writes = writes;
    this.trial = trial;
    this.acts = acts;
    this.access = access;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// What would become of it; nothing is stored.
  ImportReport look(ImportObjectives wish, Actor actor) {
    return read(wish, Run.of(false, actor, said(wish, true, actor)));
  }

  /// What the datasources say to what the file brings. What the portal itself brings asks nobody.
  private Map<ObjectiveDefinition, Evaluation> said(
      ImportObjectives wish, boolean typed, Actor actor) {
    if (actor.via() == Via.SYSTEM) {
      return Map.of();
    }
    var first = Run.of(false, actor, Map.of());
    var _ = read(wish, first);
    return trial.ofFile(first.wanted(), typed, actor);
  }

  /// Stores it in one transaction, and tells afterwards what was refused.
  ///
  /// @param seen the print of the report that the person saw; null where nobody looked
  ImportReport store(ImportObjectives wish, @Nullable String seen, Actor actor) {
    var run = Run.of(true, actor, said(wish, false, actor));
    try {
      return Objects.requireNonNull(transaction.execute(_ -> stored(wish, seen, run)));
    } catch (DuplicateKeyException _) {
      throw changed();
    } finally {
      run.refused().forEach(events::publishEvent);
    }
  }

  private ImportReport stored(ImportObjectives wish, @Nullable String seen, Run run) {
    var report = read(wish, run);
    if (seen != null && !seen.equals(report.print())) {
      throw changed();
    }
    return report;
  }

  private ImportReport read(ImportObjectives wish, Run run) {
    access.requireSomewhere(
        run.actor(),
        Permission.SLO_EDIT,
        Subject.of("objective", "import", "a file of objectives"));
    var file = ObjectiveFiles.read(wish.text());
    if (run.store()) {
      hold(file, wish);
    }
    var lines = file.objectives().stream().map(read -> line(read, wish, run)).toList();
    return new ImportReport(run.store(), lines, ImportReport.notes(file.findings()));
  }

  /// Every stored objective that the file names, against whoever edits or imports it meanwhile; in
  /// one order, so that no two of them wait for each other.
  private void hold(ImportedFile file, ImportObjectives wish) {
    file.objectives().stream()
        .flatMap(read -> known(read, targets.of(read, wish)).stream())
        .map(ObjectiveRow::id)
        .sorted()
        .distinct()
        .forEach(writes::lock);
  }

  private Optional<ObjectiveRow> known(ImportedObjective read, ImportTarget.Found target) {
    var service = target.service();
    var environment = target.environment();
    return service == null || environment == null
        ? Optional.empty()
        : rows.named(service.id(), environment.id(), read.objective().name());
  }

  private Line line(ImportedObjective read, ImportObjectives wish, Run run) {
    var target = targets.of(read, wish);
    var place = target.place(read);
    if (place == null) {
      return target.line(read, Outcome.ASKS, null, target.question(), List.of());
    }
    var no = whyNotEdit(place, run);
    return no == null
        ? line(place, wish, run)
        : target.line(read, Outcome.REFUSED, null, no, List.of());
  }

  private @Nullable String whyNotEdit(Place place, Run run) {
    var subject = place.subject(place.read().externalId());
    try {
      access.require(run.actor(), Permission.SLO_EDIT, place.scope(), subject);
      return null;
    } catch (NotAllowed refused) {
      var why =
          run.actor().via() == Via.TOKEN
              ? refused.detail()
              : "You may not edit the objectives of %s in %s."
                  .formatted(place.service().slug(), place.environment().name());
      return run.denied(Permission.SLO_EDIT, subject, why);
    }
  }

  private Line line(Place place, ImportObjectives wish, Run run) {
    var read = place.read();
    var known = known(read, place.target()).orElse(null);
    ObjectiveDefinition definition;
    try {
      definition = place.definition(known);
    } catch (FieldRefused refused) {
      return place.target().line(read, Outcome.REFUSED, known, refused.detail(), List.of());
    }
    if (known == null) {
      var line =
          run.promised(place.target().line(read, Outcome.NEW, null, null, List.of()), definition);
      var status = wish.active() && !line.draft() ? ObjectiveStatus.ACTIVE : ObjectiveStatus.DRAFT;
      return run.store() ? line.storedAs(insert(place, definition, status, run.actor())) : line;
    }
    if (known.definition().equals(definition)) {
      return place.target().line(read, Outcome.SAME, known, null, List.of());
    }
    // A draft stays one; a disabled one that is taken over with a fault is looked at again.
    var status = read.isDraft() ? ObjectiveStatus.DRAFT : known.status();
    var before = ObjectiveChanged.facts(known.definition(), known.status());
    var after = ObjectiveChanged.facts(definition, status);
    var no = whyNotReplace(place, known, definition, run);
    if (no != null) {
      return place
          .target()
          .line(read, Outcome.REFUSED, known, no, ObjectiveChanged.changes(before, after));
    }
    if (run.store()) {
      writes.describe(
          known.id(),
          definition,
          definition.windowDays() > known.definition().windowDays(),
          run.actor().name());
      writes.become(known.id(), status, run.actor().name());
      taken(place, known.id(), before, after, run.actor());
    }
    return run.promised(
        place
            .target()
            .line(read, Outcome.CHANGED, known, null, ObjectiveChanged.changes(before, after)),
        definition);
  }

  private UUID insert(
      Place place, ObjectiveDefinition definition, ObjectiveStatus status, Actor actor) {
    var id = UuidV7.next();
    writes.insert(
        id, place.service().id(), place.environment().id(), definition, status, actor.name());
    taken(place, id, Map.of(), ObjectiveChanged.facts(definition, status), actor);
    return id;
  }

  private void taken(
      Place place, UUID id, Map<String, Object> before, Map<String, Object> after, Actor actor) {
    var read = place.read();
    writes.source(id, read);
    writes.findStatic(id, ImportReport.notes(read.findings()));
    events.publishEvent(
        new ObjectiveChanged(
            "objective.imported",
            place.subject(id),
            before,
            after,
            "From a file of " + read.format().label(),
            actor));
  }

  /// Why the stored one stays; null where it gives way.
  private @Nullable String whyNotReplace(
      Place place, ObjectiveRow known, ObjectiveDefinition definition, Run run) {
    if (known.status() == ObjectiveStatus.ACTIVE && place.read().isDraft()) {
      return "The stored one counts and stays as it is, because it could not count as the file"
          + " defines it. Mend the file: "
          + place.read().fault();
    }
    var said = run.said().get(definition);
    if (known.status() == ObjectiveStatus.ACTIVE
        && said != null
        && said.unusable()
        && !known.definition().indicator().equals(definition.indicator())) {
      return "The stored one counts and stays as it is, because nobody could count what the file"
          + " defines. "
          + said.reason();
    }
    if (!ObjectiveActs.loosens(known, place.environment(), definition)) {
      return null;
    }
    var subject = place.subject(known.id());
    var no =
        "The gate of %s goes by the stored one, and this could let it pass more. "
            .formatted(place.environment().name());
    if (run.actor().via() == Via.TOKEN) {
      no += "No token does that: an owner edits it in the browser, on its page.";
      return run.denied(Permission.GATE_OVERRIDE, subject, no);
    }
    try {
      acts.allow(run.actor(), place.scope(), subject);
    } catch (NotAllowed refused) {
      return run.denied(Permission.GATE_OVERRIDE, subject, no + refused.detail());
    }
    return acts.isHeld(run.actor())
        ? run.denied(
            Permission.GATE_OVERRIDE,
            subject,
            no + "Two people do that: edit it on its page, which asks the second one.")
        : null;
  }

  private static DomainFailure changed() {
    return new DomainFailure(
        ProblemType.CONFLICT,
        "Nothing was stored: what becomes of this file is not what you saw any more. Somebody"
            + " changed an objective meanwhile, or something was said otherwise. Look at what was"
            + " found now, then import it.");
  }
}
