package dev.slipway.backups;

import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What people say of backups: what they protect, how old they may become, and which there are that
/// no cluster shows.
@Service
public class BackupEdits {

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_NOTE = 300;
  private static final int MOST_MINUTES = 5_256_000;
  private static final int MOST_SERVICES = 50;

  private final SourceRows sources;
  private final BackupRights rights;
  private final Services services;
  private final ApplicationEventPublisher events;

  BackupEdits(
      SourceRows sources,
      BackupRights rights,
      Services services,
      ApplicationEventPublisher events) {
    this.sources = sources;
    this.rights = rights;
    this.services = services;
    this.events = events;
  }

  /// Whether to offer it; asked again when it is done.
  @Transactional(readOnly = true)
  public boolean mayEdit(UUID id, Actor actor) {
    return sources
        .find(id, false)
        .map(row -> !row.isRetired() && rights.permits(row, actor))
        .orElse(false);
  }

  public boolean mayDeclare(Actor actor) {
    return rights.permitsSomewhere(actor);
  }

  /// Everything that is wrong with what forms have in common, by field, so that nobody mends one
  /// after the other.
  @Transactional(readOnly = true)
  public Map<String, String> faults(List<String> slugs, String zone) {
    var faults = new LinkedHashMap<String, String>();
    for (Runnable check : List.<Runnable>of(() -> named(slugs), () -> zone(zone))) {
      try {
        check.run();
      } catch (FieldRefused refused) {
        faults.put(refused.field(), refused.detail());
      }
    }
    return faults;
  }

  /// Says what it is for, in place of what was said before.
  ///
  /// @throws DomainFailure CONFLICT if somebody else said something since the person looked
  @Transactional
  public void edit(EditBackup wish, Actor actor) {
    var before = sources.find(wish.id(), true).orElseThrow(Backups::nothing);
    var wanted = wish.services() == null ? null : named(wish.services());
    rights.require(before, wanted == null ? List.of() : wanted, actor);
    requireThere(before);
    requireSeen(wish, before);
    var subject = BackupRights.subject(before, rights.services(before));
    var was = facts(before);
    sources.edit(
        wish.id(),
        minutes(wish.rpoMinutes()),
        zone(wish.zone()),
        wanted == null ? null : ids(wanted),
        before.kind() == BackupKind.CRON_JOB ? wish.purpose() : null,
        actor.name());
    var is = facts(sources.find(wish.id(), false).orElseThrow(Backups::nothing));
    if (!was.equals(is)) {
      events.publishEvent(new BackupChanged("backup.edited", actor, subject, was, is));
    }
  }

  @Transactional
  public UUID declare(DeclareBackup wish, Actor actor) {
    var name =
        OneLine.of(wish.name(), LONGEST_NAME)
            .orElseThrow(() ->
                new FieldRefused("name", "A name has 1 to 120 visible characters on one line."));
    var wanted = named(wish.services());
    rights.require(wanted, Subject.of("backup", "new", name), actor);
    var zone = zone(wish.zone());
    var schedule = wish.schedule().strip();
    if (!schedule.isEmpty()) {
      requireReadable(schedule, zone);
    }
    var id =
        sources.declare(
            name,
            SourceFacts.declared(schedule, zone == null ? "" : zone, line("place", wish.place())),
            ids(wanted),
            line("note", wish.note()));
    sources.edit(id, minutes(wish.rpoMinutes()), null, ids(wanted), null, actor.name());
    var row = sources.find(id, false).orElseThrow(Backups::nothing);
    events.publishEvent(
        new BackupChanged(
            "backup.declared", actor, BackupRights.subject(row, wanted), Map.of(), facts(row)));
    return id;
  }

  /// Ends a declared one: it is listed no more, nothing reports in for it, and its name is free.
  ///
  /// @param reason for the trail
  @Transactional
  public void retire(UUID id, String reason, Actor actor) {
    var row = sources.find(id, true).orElseThrow(Backups::nothing);
    rights.require(row, List.of(), actor);
    if (row.kind() != BackupKind.DECLARED) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Its cluster shows it. Take it away there, or say that it is no backup.");
    }
    requireThere(row);
    var why =
        OneLine.of(reason, LONGEST_NOTE)
            .orElseThrow(() ->
                new FieldRefused(
                    "reason", "Say why, in 1 to 300 visible characters: the trail keeps it."));
    var subject = BackupRights.subject(row, rights.services(row));
    var was = facts(row);
    sources.retire(id, actor.name());
    events.publishEvent(
        new BackupChanged("backup.retired", actor, subject, was, Map.of("reason", why)));
  }

  private static void requireThere(SourceRow row) {
    if (row.isRetired()) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "It was retired. Declare it again if it makes backups again.");
    }
  }

  private static void requireSeen(EditBackup wish, SourceRow now) {
    if (wish.seen() != null && !wish.seen().equals(EditBackup.mark(now.editedAt()))) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "%s changed this while you looked. What you typed stays here; above stands what holds now."
                  .formatted(now.editedBy())
              + " Save again to put yours in its place.");
    }
  }

  private static void requireReadable(String schedule, @Nullable String zone) {
    try {
      var _ =
          CronText.read(
              schedule,
              CronText.Dialect.MINUTES_FIRST,
              zone == null ? ZoneOffset.UTC : ZoneId.of(zone));
    } catch (IllegalArgumentException unreadable) {
      throw new FieldRefused(
          "schedule",
          "'%s' is no schedule: %s. Write five fields as in a crontab, or @every 6h."
              .formatted(schedule, unreadable.getMessage()));
    }
  }

  private Map<String, Object> facts(SourceRow row) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("isBackup", row.purpose());
    facts.put(
        "services",
        row.services() == null
            ? "as the portal attaches it"
            : rights.services(row).stream().map(ServiceView::slug).toList());
    facts.put("allowedAge", row.rpoMinutes() == null ? "default" : row.rpoMinutes() + " min");
    facts.put("zone", row.zone() == null ? "its own" : row.zone());
    if (!row.facts().schedule().isEmpty()) {
      facts.put("schedule", row.facts().schedule());
    }
    return facts;
  }

  private List<ServiceView> named(List<String> slugs) {
    var wanted = slugs.stream().map(String::strip).filter(slug -> !slug.isEmpty()).toList();
    if (wanted.size() > MOST_SERVICES) {
      throw new FieldRefused("services", "At most 50 services; leave it empty for those near it.");
    }
    return wanted.stream()
        .map(slug ->
            services
                .bySlug(slug)
                .orElseThrow(() ->
                    new FieldRefused(
                        "services",
                        "There is no service '%s'. Name them as their addresses do."
                            .formatted(OneLine.of(slug, LONGEST_NAME).orElse("?")))))
        .distinct()
        .toList();
  }

  private static List<UUID> ids(List<ServiceView> wanted) {
    return wanted.stream().map(service -> service.id().value()).toList();
  }

  private static @Nullable Integer minutes(@Nullable Integer minutes) {
    if (minutes != null && (minutes < 1 || minutes > MOST_MINUTES)) {
      throw new FieldRefused("rpo", "An age that is allowed is a minute to ten years.");
    }
    return minutes;
  }

  private static @Nullable String zone(@Nullable String zone) {
    if (zone == null || zone.isBlank()) {
      return null;
    }
    try {
      return ZoneId.of(zone.strip()).getId();
    } catch (DateTimeException unknown) {
      throw new FieldRefused(
          "zone", "There is no time zone of this name. Write one such as Europe/Berlin.");
    }
  }

  private static String line(String field, String text) {
    return text.isBlank()
        ? ""
        : OneLine.of(text, LONGEST_NOTE)
            .orElseThrow(
                () -> new FieldRefused(field, "At most 300 visible characters on one line."));
  }
}
