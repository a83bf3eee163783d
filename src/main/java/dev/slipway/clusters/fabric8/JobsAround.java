package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What runs in a namespace at set times or once: CronJobs with the runs that the cluster keeps,
/// and Jobs that no CronJob made.
final class JobsAround {

  private final String namespace;
  private final Instant now;

  JobsAround(String namespace, Instant now) {
    this.namespace = namespace;
    this.now = now;
  }

  List<Item> items(Asked asked) {
    var crons = asked.list(Paths.batch(namespace, "cronjobs"), "CronJobs");
    var jobs = asked.list(Paths.batch(namespace, "jobs"), "Jobs");
    var items = new ArrayList<Item>();
    for (var cron : crons) {
      var uid = Fields.text(cron.path("metadata"), "uid");
      items.add(
          cron(
              cron,
              jobs.stream()
                  .filter(job -> uid.equals(Fields.controllerUid(job.path("metadata"))))
                  .sorted(Comparator.comparing(JobsAround::began).reversed())
                  .toList()));
    }
    for (var job : jobs) {
      if (Fields.controllerUid(job.path("metadata")) == null) {
        items.add(job(job));
      }
    }
    return items;
  }

  private Item cron(JsonNode cron, List<JsonNode> runs) {
    var spec = cron.path("spec");
    var status = cron.path("status");
    var zone = Fields.text(spec, "timeZone");
    var suspended = spec.path("suspend").asBoolean(false);
    var due = Fields.instant(status, "lastScheduleTime");
    var good = Fields.instant(status, "lastSuccessfulTime");
    var active = status.path("active").size();
    var item =
        AroundItem.of("CronJob", cron)
            .fact("Schedule", Fields.text(spec, "schedule"))
            .fact("Time zone", zone.isEmpty() ? "that of the control plane, mostly UTC" : zone)
            .fact("Overlap", Fields.text(spec, "concurrencyPolicy"))
            .fact("Suspended", suspended ? "yes" : "no")
            .fact("Last schedule", due == null ? "never" : when(due))
            .fact("Last success", good == null ? "never" : when(good))
            .fact("Active", active == 0 ? "none" : Plural.of(active, "Job"))
            .fact("Runs kept", kept(runs))
            .remark(suspended, "It is suspended: nothing is started.")
            .remark(
                due != null && good == null && active == 0,
                "It has been started and never succeeded, as far as the cluster remembers.")
            .remark(
                due != null && good != null && good.isBefore(due) && active == 0,
                "Its last run did not succeed.");
    runs.forEach(run -> remark(item, run));
    return item.item();
  }

  private Item job(JsonNode job) {
    var status = job.path("status");
    var began = Fields.instant(status, "startTime");
    var ended = ended(job);
    var item =
        AroundItem.of("Job", job)
            .fact("State", state(job))
            .fact(
                "Completions",
                "%d of %d"
                    .formatted(
                        Fields.number(status, "succeeded", 0),
                        Fields.number(job.path("spec"), "completions", 1)))
            .fact("Started", began == null ? "not yet" : when(began))
            .fact(
                "Took",
                began == null || ended == null
                    ? ""
                    : Times.duration(Duration.between(began, ended)));
    remark(item, job);
    return item.item();
  }

  private void remark(AroundItem item, JsonNode job) {
    var failed = Condition.find(Condition.all(job.path("status")), "Failed");
    var name = Fields.text(job.path("metadata"), "name");
    item.remark(
        failed != null && failed.isTrue(),
        failed == null
            ? ""
            : "Job %s failed%s: %s (%s). Its log, while its pods are kept: kubectl -n %s logs job/%s"
                .formatted(
                    name,
                    failed.changed() == null ? "" : " " + Times.relative(failed.changed(), now),
                    failed.reason(),
                    failed.message(),
                    namespace,
                    name));
  }

  private static String kept(List<JsonNode> runs) {
    if (runs.isEmpty()) {
      return "none";
    }
    return runs.stream()
        .map(run ->
            Fields.text(run.path("metadata"), "name") + " " + state(run).toLowerCase(Locale.ROOT))
        .limit(5)
        .reduce((one, two) -> one + ", " + two)
        .orElse("none");
  }

  private static String state(JsonNode job) {
    var conditions = Condition.all(job.path("status"));
    for (var type : List.of("Complete", "Failed", "Suspended")) {
      var condition = Condition.find(conditions, type);
      if (condition != null && condition.isTrue()) {
        return type;
      }
    }
    return job.path("status").has("startTime") ? "Running" : "Waiting";
  }

  private static Instant began(JsonNode job) {
    var began = Fields.instant(job.path("status"), "startTime");
    return began == null ? Instant.EPOCH : began;
  }

  private static @Nullable Instant ended(JsonNode job) {
    var failed = Condition.find(Condition.all(job.path("status")), "Failed");
    return failed != null && failed.isTrue()
        ? failed.changed()
        : Fields.instant(job.path("status"), "completionTime");
  }

  private String when(Instant moment) {
    return "%s, %s"
        .formatted(
            moment.toString().replace("T", " ").replace("Z", " UTC"), Times.relative(moment, now));
  }
}
