package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks Velero for a backup when a schedule falls due, in UTC and real time; what was missed is
/// made up for once.
final class VeleroSchedules implements Controller {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final Set<String> OVER =
      Set.of("Completed", "PartiallyFailed", "Failed", "FailedValidation");

  private final Plane plane;

  VeleroSchedules(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals(Velero.SCHEDULES) && change.kind() != Change.Kind.DELETED
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode schedule = plane.get(Velero.SCHEDULES, key);
    if (schedule == null
        || Json.deleting(schedule)
        || Json.flag(schedule, "spec", "paused")
        || !Velero.isAtWork(plane, key.namespace())) {
      return Optional.empty();
    }
    Optional<Cron> cron = Cron.parse(Json.text(schedule, "spec", "schedule"));
    if (cron.isEmpty()) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    Optional<Instant> due = next(cron.get(), last(schedule));
    if (due.isPresent() && !due.get().isAfter(now)) {
      fire(key, schedule, now);
      due = next(cron.get(), now);
    }
    return due.map(at -> Duration.between(now, at).plusMillis(50));
  }

  private static Instant last(JsonNode schedule) {
    Instant made = Times.read(Json.at(schedule, "metadata", "creationTimestamp"));
    Instant last = Times.read(Json.at(schedule, "status", "lastBackup"));
    return last.isAfter(made) ? last : made;
  }

  private static Optional<Instant> next(Cron cron, Instant after) {
    return cron.next(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
  }

  private void fire(Key key, ObjectNode schedule, Instant now) {
    boolean busy =
        plane.list(Velero.BACKUPS, key.namespace()).stream()
            .filter(backup ->
                Json.text(backup, "metadata", "labels", Velero.SCHEDULE_LABEL).equals(key.name()))
            .anyMatch(backup -> !OVER.contains(Velero.phase(backup)));
    Key name = new Key(key.namespace(), key.name() + "-" + STAMP.format(now));
    if (busy || plane.exists(Velero.BACKUPS, name)) {
      return;
    }
    ObjectNode backup = Json.object().put("apiVersion", "velero.io/v1").put("kind", "Backup");
    ObjectNode metadata = backup.putObject("metadata");
    metadata.put("name", name.name()).put("namespace", name.namespace());
    metadata.putObject("labels").put(Velero.SCHEDULE_LABEL, key.name());
    backup.set("spec", Json.copy(Json.at(schedule, "spec", "template")));
    ObjectNode _ = plane.create(Velero.BACKUPS, backup);
    Velero.status(
        plane, Velero.SCHEDULES, key, status -> status.put("lastBackup", Times.write(now)));
  }
}
