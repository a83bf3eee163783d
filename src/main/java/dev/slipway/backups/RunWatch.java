package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.One;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.ClusterId;
import dev.slipway.kernel.OneLine;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// How a run goes that was started by a plan, as its own object tells. A text that counts minutes
/// moves on while something works; one that does not lets the stall of the environment end it.
@Component
class RunWatch {

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Set<String> VELERO_WAITS = Set.of("", "New");
  private static final Set<String> CNPG_BROKEN =
      Set.of("failed", "walArchivingFailing", "invalid backup definition");

  private final BackupPlanning planning;
  private final RunRows runs;

  RunWatch(BackupPlanning planning, RunRows runs) {
    this.planning = planning;
    this.runs = runs;
  }

  /// What a run of such a source is.
  static Kind made(Kind source) {
    return switch (source) {
      case VELERO_SCHEDULE -> Kind.VELERO_BACKUP;
      case CNPG_SCHEDULE -> Kind.CNPG_BACKUP;
      default -> Kind.JOB;
    };
  }

  static Ref run(JsonNode content, ClusterId cluster) {
    var source = BackupPlanning.ref(content, cluster);
    return source.sibling(made(source.kind()), content.path("run").asString(""));
  }

  Progress of(JsonNode content, ClusterId cluster, Sent sent) {
    var ref = run(content, cluster);
    var found = planning.one(ref);
    if (found.isEmpty()) {
      return gone(content, ref);
    }
    return switch (ref.kind()) {
      case VELERO_BACKUP -> velero(found.get(), sent);
      case CNPG_BACKUP -> cnpg(found.get(), sent);
      default -> job(found.get(), sent);
    };
  }

  /// A run may be tidied away as soon as it is over; the portal may have seen how it ended before.
  /// Its source tells of other runs too, so its word is none of this one.
  private Progress gone(JsonNode content, Ref ref) {
    var source = UUID.fromString(content.path("source").asString(""));
    return runs.named(source, ref.name())
        .map(run -> tidied(ref, run))
        .orElseGet(() ->
            new Progress(Step.FOREIGN, 50, words(ref) + " is gone, and how it ended is not known"));
  }

  private static Progress tidied(Ref ref, BackupRun run) {
    return switch (run.outcome()) {
      case SUCCEEDED ->
          new Progress(Step.DONE, 100, words(ref) + " succeeded, and is tidied away since");
      case PARTIAL ->
          new Progress(
              Step.BROKEN,
              100,
              words(ref) + " was only partly there, and is tidied away since",
              run.detail());
      case FAILED ->
          new Progress(
              Step.BROKEN, 100, words(ref) + " failed, and is tidied away since", run.detail());
      case UNBELIEVED ->
          new Progress(Step.FOREIGN, 50, words(ref) + " is gone, and how it ended is not known");
    };
  }

  private static Progress job(One job, Sent sent) {
    var object = job.object();
    if (Fields.is(object, "Complete", "True")) {
      return new Progress(
          Step.DONE,
          100,
          words(job.ref())
              + " succeeded"
              + took(object, "/status/startTime", "/status/completionTime"));
    }
    if (Fields.is(object, "Failed", "True")) {
      var failed = Fields.condition(object, "Failed");
      return new Progress(
          Step.BROKEN,
          100,
          "%s failed (%s)".formatted(words(job.ref()), orNoReason(Fields.words(failed, "/reason"))),
          Fields.words(failed, "/message"));
    }
    if (object.at("/spec/suspend").asBoolean(false)) {
      return going(words(job.ref()) + " is suspended and waits");
    }
    var ready = object.at("/status/ready").asInt(0);
    var tried = object.at("/status/failed").asInt(0);
    var again = tried == 0 ? "" : ", %d of its pods failed".formatted(tried);
    return ready == 0
        ? going(words(job.ref()) + " waits for its pod to start" + again)
        : going(words(job.ref()) + " runs" + since(sent) + again);
  }

  private static Progress velero(One backup, Sent sent) {
    var object = backup.object();
    var name = words(backup.ref());
    var phase = Fields.text(object, "/status/phase");
    if (VELERO_WAITS.contains(phase)) {
      return going(name + " waits for Velero to take it");
    }
    return switch (phase) {
      case "Completed" ->
          new Progress(
              Step.DONE,
              100,
              "%s is complete%s, %s"
                  .formatted(
                      name,
                      took(object, "/status/startTimestamp", "/status/completionTimestamp"),
                      counts(object)));
      case "PartiallyFailed" ->
          new Progress(
              Step.BROKEN,
              100,
              "%s is only partly there: %s. Velero does not count it as good"
                  .formatted(name, counts(object)));
      case "Failed", "FailedValidation" -> {
        var why = Fields.words(object, "/status/validationErrors");
        var more = why.isEmpty() ? Fields.words(object, "/status/failureReason") : why;
        yield new Progress(Step.BROKEN, 100, "%s ended as %s".formatted(name, phase), more);
      }
      case "Deleting" ->
          new Progress(Step.FOREIGN, 50, name + " is being deleted, and how it ended is not known");
      default -> {
        var done = object.at("/status/progress/itemsBackedUp").asInt(0);
        var all = object.at("/status/progress/totalItems").asInt(0);
        yield going(
            "%s %s%s%s"
                .formatted(
                    name,
                    atWork(phase),
                    since(sent),
                    all == 0 ? "" : ", %d of %d items".formatted(done, all)));
      }
    };
  }

  private static Progress cnpg(One backup, Sent sent) {
    var object = backup.object();
    var name = words(backup.ref());
    var phase = Fields.text(object, "/status/phase");
    if (phase.equals("completed")) {
      return new Progress(
          Step.DONE,
          100,
          name + " is complete" + took(object, "/status/startedAt", "/status/stoppedAt"));
    }
    if (CNPG_BROKEN.contains(phase)) {
      return new Progress(
          Step.BROKEN,
          100,
          "%s ended as %s".formatted(name, phase),
          Fields.words(object, "/status/error"));
    }
    return phase.isEmpty() || phase.equals("pending")
        ? going(name + " waits for CloudNativePG to take it")
        : going("%s is %s%s".formatted(name, Fields.words(object, "/status/phase"), since(sent)));
  }

  /// Phases of Velero while it works, for people; a phase that is not known as Velero says it.
  static String atWork(String phase) {
    return switch (phase) {
      case "InProgress" -> "is under way";
      case "WaitingForPluginOperations", "WaitingForPluginOperationsPartiallyFailed" ->
          "waits for its volumes";
      case "Finalizing", "FinalizingPartiallyFailed" -> "is being finished";
      default -> "is " + OneLine.of(phase, 63).orElse("under way");
    };
  }

  private static String counts(JsonNode object) {
    return "%d errors, %d warnings"
        .formatted(object.at("/status/errors").asInt(0), object.at("/status/warnings").asInt(0));
  }

  private static Progress going(String text) {
    return new Progress(Step.GOING, 50, text);
  }

  private static String since(Sent sent) {
    var minutes = sent.since().toMinutes();
    return minutes == 0 ? "" : ", for %d min".formatted(minutes);
  }

  /// Such as ` after 42 s`; nothing where its times do not tell.
  private static String took(JsonNode object, String start, String end) {
    var from = Fields.moment(object, start);
    var to = Fields.moment(object, end);
    return from == null || to == null || to.isBefore(from) || isOdd(from, to)
        ? ""
        : " after " + Times.duration(Duration.between(from, to));
  }

  private static boolean isOdd(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(LONGEST) > 0;
  }

  private static String orNoReason(String reason) {
    return reason.isEmpty() ? "it gives no reason" : reason;
  }

  private static String words(Ref ref) {
    return BackupPlanning.kindWord(ref.kind()) + " " + ref.name();
  }
}
