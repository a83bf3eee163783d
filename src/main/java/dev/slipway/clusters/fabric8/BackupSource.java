package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.One;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.TemplateHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One object that makes backups or is one, read by its name. What its runs are made of is hashed
/// here and goes no further: a template holds commands and environments.
final class BackupSource {

  private BackupSource() {}

  static Optional<One> read(ClusterCalls calls, Ref ref) {
    var answer = calls.get(Paths.of(ref));
    if (answer.status() == 404) {
      return Optional.empty();
    }
    return Optional.of(of(calls, ref, Reads.required(calls, answer).json()));
  }

  static One of(ClusterCalls calls, Ref ref, JsonNode object) {
    var metadata = object.path("metadata");
    var uid = Fields.text(metadata, "uid");
    return new One(
        ref,
        uid,
        base(ref.kind(), object),
        BackupFields.of(ref.kind(), object),
        ref.kind() == Kind.CRON_JOB ? underWay(calls, ref.namespace(), uid) : List.of(),
        Owners.of(metadata));
  }

  /// What a run of it is made from.
  static String base(Kind kind, JsonNode object) {
    var spec = object.path("spec");
    return switch (kind) {
      case CRON_JOB -> TemplateHash.ofContent(spec.path("jobTemplate"));
      case VELERO_SCHEDULE -> TemplateHash.ofContent(spec.path("template"));
      case CNPG_SCHEDULE -> TemplateHash.ofContent(ofCnpg(spec));
      default -> Fields.text(object.path("metadata"), "uid");
    };
  }

  /// The parts of a schedule of CloudNativePG that its backups get.
  static ObjectNode ofCnpg(JsonNode spec) {
    var made = JsonNodeFactory.instance.objectNode();
    for (var field :
        List.of(
            "cluster",
            "method",
            "target",
            "online",
            "onlineConfiguration",
            "pluginConfiguration")) {
      if (spec.has(field)) {
        made.set(field, spec.get(field).deepCopy());
      }
    }
    return made;
  }

  /// Jobs that the CronJob controls and that are not over. One made by hand is not in its status,
  /// and its concurrencyPolicy is not asked for it (batch/v1, kubectl create job --from).
  static List<String> underWay(ClusterCalls calls, String namespace, String cronJob) {
    var names = new ArrayList<String>();
    var answer = calls.get(Paths.batch(namespace, "jobs"));
    if (answer.status() == 403) {
      return names;
    }
    for (var job : Reads.required(calls, answer).json().path("items")) {
      if (cronJob.equals(Fields.controllerUid(job.path("metadata"))) && !isOver(job)) {
        names.add(Fields.text(job.path("metadata"), "name"));
      }
    }
    return names;
  }

  private static boolean isOver(JsonNode job) {
    for (var condition : job.path("status").path("conditions")) {
      var type = Fields.text(condition, "type");
      if ((type.equals("Complete") || type.equals("Failed"))
          && Fields.text(condition, "status").equals("True")) {
        return true;
      }
    }
    return false;
  }
}
