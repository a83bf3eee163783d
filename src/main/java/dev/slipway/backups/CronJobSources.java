package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// CronJobs and the Jobs that they leave. A Job ended well if its condition Complete is "True", and
/// in no other way: SuccessCriteriaMet and FailureTarget come before the end.
final class CronJobSources {

  private static final Pattern BACKUP =
      Pattern.compile("(?i)backup|(?:sql|my|mongo|pg)_?dump|(?:^|[-_])db[-_]?dump");

  private CronJobSources() {}

  static List<SeenSource> of(BackupObjects objects, Instant now) {
    Map<String, List<JsonNode>> jobs = new HashMap<>();
    for (var job : objects.of(Kind.JOB).objects()) {
      var owner = Fields.controllerUid(job);
      if (owner != null) {
        jobs.computeIfAbsent(owner, _ -> new ArrayList<>()).add(job);
      }
    }
    return objects.of(Kind.CRON_JOB).objects().stream()
        .map(cron -> source(cron, jobs.getOrDefault(Fields.uid(cron), List.of()), now))
        .toList();
  }

  private static SeenSource source(JsonNode cron, List<JsonNode> jobs, Instant now) {
    var facts =
        new SourceFacts(
            Fields.text(cron, "/spec/schedule"),
            Fields.text(cron, "/spec/timeZone"),
            cron.at("/spec/suspend").asBoolean(false),
            running(jobs, now),
            null,
            List.of(),
            List.of(),
            List.of(),
            Fields.strings(cron, "/spec/claims"),
            true,
            labelled(cron),
            null,
            place(cron),
            null,
            "",
            "",
            cautions(cron),
            Fields.past(cron, "/status/lastScheduleTime", now),
            Fields.past(cron, "/status/lastSuccessfulTime", now));
    return new SeenSource(
        BackupKind.CRON_JOB,
        Fields.namespace(cron),
        Fields.name(cron),
        Fields.uid(cron),
        isBackup(cron),
        Fields.moment(cron, "/metadata/creationTimestamp"),
        facts,
        jobs.stream().flatMap(job -> run(job, now).stream()).toList());
  }

  /// By its name, or by a label: nothing else of it says what it is for.
  private static boolean isBackup(JsonNode cron) {
    return BACKUP.matcher(Fields.name(cron)).find()
        || cron.at("/metadata/labels").properties().stream()
            .anyMatch(label ->
                BACKUP.matcher(label.getKey()).find()
                    || BACKUP.matcher(label.getValue().asString("")).find());
  }

  /// The application that it says it belongs to, by the labels that Kubernetes recommends and by
  /// the one that came before them.
  private static String labelled(JsonNode cron) {
    var name = Fields.label(cron, "app.kubernetes.io/name");
    return name.isEmpty() ? Fields.label(cron, "app") : name;
  }

  private static String place(JsonNode cron) {
    var claims = Fields.strings(cron, "/spec/claims");
    return claims.isEmpty() ? "" : "claim " + String.join(", ", claims);
  }

  private static List<String> cautions(JsonNode cron) {
    List<String> cautions = new ArrayList<>();
    var deadline = cron.at("/spec/startingDeadlineSeconds");
    if (deadline.isNumber() && deadline.asInt(100) < 10) {
      cautions.add(
          "startingDeadlineSeconds is %d: below 10 the controller may never start it."
              .formatted(deadline.asInt(0)));
    }
    if (Fields.text(cron, "/spec/concurrencyPolicy").equals("Replace")) {
      cautions.add("concurrencyPolicy Replace kills a run that is not over when the next is due.");
    }
    return cautions;
  }

  private static SourceFacts.@Nullable Running running(List<JsonNode> jobs, Instant now) {
    return jobs.stream()
        .filter(job -> !isOver(job) && !job.at("/spec/suspend").asBoolean(false))
        .flatMap(job ->
            Optional.ofNullable(started(job, now))
                .map(at -> new SourceFacts.Running(Fields.name(job), at))
                .stream())
        .min(Comparator.comparing(SourceFacts.Running::startedAt))
        .orElse(null);
  }

  private static String startedBy(JsonNode job) {
    if (Fields.isOurs(job)) {
      return Fields.BY_A_PLAN;
    }
    var how = Fields.text(job, "/metadata/annotations/cronjob.kubernetes.io~1instantiate");
    return how.equals("manual") ? "Started by hand." : "";
  }

  private static boolean isOver(JsonNode job) {
    return Fields.is(job, "Complete", "True") || Fields.is(job, "Failed", "True");
  }

  private static @Nullable Instant started(JsonNode job, Instant now) {
    var at = Fields.past(job, "/status/startTime", now);
    return at != null ? at : Fields.past(job, "/metadata/creationTimestamp", now);
  }

  private static Optional<BackupRun> run(JsonNode job, Instant now) {
    var started = started(job, now);
    if (started == null || !isOver(job)) {
      return Optional.empty();
    }
    var failed = Fields.condition(job, "Failed");
    var isFailed = Fields.is(job, "Failed", "True");
    var ended =
        isFailed
            ? Fields.past(failed, "/lastTransitionTime", now)
            : Fields.past(job, "/status/completionTime", now);
    var why =
        isFailed
            ? (Fields.words(failed, "/reason") + " " + Fields.words(failed, "/message")).strip()
            : "";
    return Optional.of(
        new BackupRun(
            Fields.uid(job),
            Fields.name(job),
            isFailed ? RunOutcome.FAILED : RunOutcome.SUCCEEDED,
            started,
            ended,
            null,
            null,
            (why + " " + startedBy(job)).strip()));
  }
}
