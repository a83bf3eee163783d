package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.ClusterId;
import dev.slipway.kernel.Plural;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// How a restore goes, as Velero tells. `Completed` alone says little: one that found nothing to
/// bring back is complete, too. What was there already Velero leaves alone and counts as a warning.
@Component
class RestoreWatch {

  private final BackupPlanning planning;

  RestoreWatch(BackupPlanning planning) {
    this.planning = planning;
  }

  static Ref restore(JsonNode content, ClusterId cluster) {
    return BackupPlanning.ref(content, cluster)
        .sibling(Kind.VELERO_RESTORE, content.path("run").asString(""));
  }

  Progress of(JsonNode content, ClusterId cluster, Sent sent) {
    var ref = restore(content, cluster);
    var name = "Velero Restore " + ref.name();
    var found = planning.one(ref);
    if (found.isEmpty()) {
      return new Progress(Step.FOREIGN, 50, name + " is gone, and how it ended is not known");
    }
    var object = found.get().object();
    var phase = Fields.text(object, "/status/phase");
    return switch (phase) {
      case "", "New" -> going(name + " waits for Velero to take it");
      case "Completed" -> completed(name, object);
      case "PartiallyFailed" ->
          broken(name + " brought only a part back", "/status/failureReason", object);
      case "Failed", "FailedValidation" -> {
        var refused = !Fields.words(object, "/status/validationErrors").isEmpty();
        yield broken(
            name + " ended as " + phase,
            refused ? "/status/validationErrors" : "/status/failureReason",
            object);
      }
      default -> {
        var minutes = sent.since().toMinutes();
        yield going(
            "%s %s%s, %s"
                .formatted(
                    name,
                    RunWatch.atWork(phase),
                    minutes == 0 ? "" : ", for %d min".formatted(minutes),
                    counts(object)));
      }
    };
  }

  /// The reason goes into the sentence: it is what the drill keeps.
  private static Progress broken(String what, String reason, JsonNode object) {
    var why = Fields.words(object, reason).replaceAll("[.\\s]+$", "");
    return new Progress(
        Step.BROKEN,
        100,
        "%s: %s%s".formatted(what, counts(object), why.isEmpty() ? more(object) : ". " + why));
  }

  private static Progress completed(String name, JsonNode object) {
    return object.at("/status/progress").isObject()
            && object.at("/status/progress/totalItems").asInt(0) == 0
        ? new Progress(
            Step.BROKEN,
            100,
            name + " is complete and found nothing to bring back: " + counts(object))
        : new Progress(Step.DONE, 100, name + " is complete: " + counts(object) + more(object));
  }

  private static String counts(JsonNode object) {
    var progress = object.at("/status/progress");
    var items =
        progress.isObject()
            ? "%d of %d items, "
                .formatted(
                    progress.path("itemsRestored").asInt(0), progress.path("totalItems").asInt(0))
            : "";
    return "%s%s, %s"
        .formatted(
            items,
            Plural.of(object.at("/status/errors").asInt(0), "error"),
            Plural.of(object.at("/status/warnings").asInt(0), "warning"));
  }

  /// What they are lies in the object store, which only Velero's own tool asks.
  private static String more(JsonNode object) {
    return object.at("/status/warnings").asInt(0) + object.at("/status/errors").asInt(0) == 0
        ? ""
        : ". velero restore describe --details names them";
  }

  private static Progress going(String text) {
    return new Progress(Step.GOING, 50, text);
  }
}
