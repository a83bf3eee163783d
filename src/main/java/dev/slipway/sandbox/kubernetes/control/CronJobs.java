package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Starts jobs at their times, in real time whatever the pace.
final class CronJobs implements Controller {

  private static final String ID = "cronjobs.batch";
  private static final String COMPONENT = "cronjob-controller";

  private final Plane plane;

  CronJobs(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals(ID) && change.kind() != Change.Kind.DELETED) {
      return List.of(change.key());
    }
    return change.type().equals(Jobs.ID) ? Pods.controlledBy(change, "CronJob") : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode cron = plane.get(ID, key);
    if (cron == null || Json.deleting(cron)) {
      return Optional.empty();
    }
    report(key, cron);
    tidy(cron, "Complete", Json.integer(cron, 3, "spec", "successfulJobsHistoryLimit"));
    tidy(cron, "Failed", Json.integer(cron, 1, "spec", "failedJobsHistoryLimit"));
    if (Json.flag(cron, "spec", "suspend")) {
      return Optional.empty();
    }
    Optional<Cron> schedule = Cron.parse(Json.text(cron, "spec", "schedule"));
    Optional<ZoneId> zone = zone(cron);
    if (schedule.isEmpty() || zone.isEmpty()) {
      String why = schedule.isEmpty() ? "UnparseableSchedule" : "UnknownTimeZone";
      plane.events().warning(cron, COMPONENT, why, "the schedule cannot be used");
      return Optional.empty();
    }
    return fire(key, cron, schedule.get(), zone.get());
  }

  private Optional<Duration> fire(Key key, ObjectNode cron, Cron schedule, ZoneId zone) {
    Instant made = Times.read(Json.at(cron, "metadata", "creationTimestamp"));
    Instant last = Times.read(Json.at(cron, "status", "lastScheduleTime"));
    Instant now = Instant.now();
    Instant since = last.isAfter(made) ? last : made;
    if (Duration.between(since, now).toDays() > 1) {
      since = now.minus(Duration.ofDays(1));
    }
    Optional<ZonedDateTime> due = schedule.next(since.atZone(zone));
    ZonedDateTime missed = null;
    while (due.isPresent() && !due.get().toInstant().isAfter(now)) {
      missed = due.get();
      due = schedule.next(missed);
    }
    if (missed != null) {
      start(key, cron, missed.toInstant());
    }
    return due.map(next -> Duration.between(now, next.toInstant()).plusMillis(50));
  }

  private void start(Key key, ObjectNode cron, Instant due) {
    boolean busy = !Json.items(cron, "status", "active").isEmpty();
    String policy = Json.text(cron, "spec", "concurrencyPolicy");
    if (busy && policy.equals("Forbid")) {
      plane
          .events()
          .normal(
              cron,
              COMPONENT,
              "JobAlreadyActive",
              "Not starting job because prior execution is running and concurrency policy is"
                  + " Forbid");
      return;
    }
    if (busy && policy.equals("Replace")) {
      running(cron).forEach(job -> plane.delete(Jobs.ID, Key.of(job)));
    }
    String name = key.name() + "-" + due.getEpochSecond() / 60;
    if (!plane.exists(Jobs.ID, new Key(key.namespace(), name))) {
      JsonNode template = Json.at(cron, "spec", "jobTemplate");
      ObjectNode job = Json.object().put("apiVersion", "batch/v1").put("kind", "Job");
      ObjectNode metadata = Json.copy(template.path("metadata")).retain("labels", "annotations");
      metadata.put("name", name).put("namespace", key.namespace());
      Json.child(metadata, "annotations")
          .put("batch.kubernetes.io/cronjob-scheduled-timestamp", Times.write(due));
      metadata.putArray("ownerReferences").add(plane.controllerReference(cron));
      job.set("metadata", metadata);
      plane.create(Jobs.ID, job.set("spec", Json.copy(template.path("spec"))));
      plane.events().normal(cron, COMPONENT, "SuccessfulCreate", "Created job " + name);
    }
    plane.status(
        ID,
        key,
        changed -> Json.child(changed, "status").put("lastScheduleTime", Times.write(due)));
  }

  private List<ObjectNode> running(JsonNode cron) {
    return plane.owned(cron, Jobs.ID).stream().filter(job -> !Jobs.over(job)).toList();
  }

  private void report(Key key, ObjectNode cron) {
    ArrayNode active = Json.array();
    for (ObjectNode job : running(cron)) {
      boolean manual =
          Json.strings(job, "metadata", "annotations")
              .containsKey("cronjob.kubernetes.io/instantiate");
      if (!manual) {
        ObjectNode reference = active.addObject().put("apiVersion", "batch/v1").put("kind", "Job");
        reference.put("name", Json.name(job)).put("namespace", key.namespace());
        reference.put("uid", Json.uid(job)).put("resourceVersion", Json.version(job));
      }
    }
    Optional<Instant> success =
        plane.owned(cron, Jobs.ID).stream()
            .filter(job -> Conditions.is(job, "Complete", "True"))
            .map(job -> Times.read(Json.at(job, "status", "completionTime")))
            .max(Comparator.naturalOrder());
    plane.status(
        ID,
        key,
        changed -> {
          ObjectNode status = Json.child(changed, "status");
          if (active.isEmpty()) {
            status.remove("active");
          } else {
            status.set("active", active);
          }
          Instant known = Times.read(status.path("lastSuccessfulTime"));
          if (success.isPresent() && success.get().isAfter(known)) {
            status.put("lastSuccessfulTime", Times.write(success.get()));
          }
        });
  }

  private void tidy(JsonNode cron, String condition, int limit) {
    plane.owned(cron, Jobs.ID).stream()
        .filter(job -> Conditions.is(job, condition, "True") && !Json.deleting(job))
        .sorted(
            Comparator.comparing(
                    (ObjectNode job) -> Times.read(Json.at(job, "status", "startTime")))
                .reversed())
        .skip(limit)
        .forEach(job -> plane.delete(Jobs.ID, Key.of(job)));
  }

  private static Optional<ZoneId> zone(JsonNode cron) {
    String name = Json.text(cron, "spec", "timeZone");
    try {
      return Optional.of(name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
