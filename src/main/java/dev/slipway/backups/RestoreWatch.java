package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.ClusterId;
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
          new Progress(
              Step.BROKEN,
              100,
              name + " brought only a part back: " + counts(object),
              Fields.words(object, "/status/failureReason"));
      case "Failed", "FailedValidation" -> {
        var why = Fields.words(object, "/status/validationErrors");
        var more = why.isEmpty() ? Fields.words(object, "/status/failureReason") : why;
        yield new Progress(
            Step.BROKEN, 100, name + " ended as " + phase + ": " + counts(object), more);
      }
      default -> {
        var minutes = sent.since().toMinutes();
        yield going(
            "%s is %s%s, %s"
                .formatted(
                    name,
                    Fields.words(object, "/status/phase"),
                    minutes == 0 ? "" : ", for %d min".formatted(minutes),
                    counts(object)));
      }
    };
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
    return items
        + "%d errors, %d warnings"
            .formatted(
                object.at("/status/errors").asInt(0), object.at("/status/warnings").asInt(0));
  }

  /// What the warnings are lies in the object store, which only Velero's own tool asks.
  private static String more(JsonNode object) {
    return object.at("/status/warnings").asInt(0) == 0
        ? ""
        : ". velero restore describe %s --details names them".formatted(Fields.name(object));
  }

  private static Progress going(String text) {
    return new Progress(Step.GOING, 50, text);
  }
}
