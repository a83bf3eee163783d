package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.RevisionRecord;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Former templates that a cluster still keeps, found by the full selector and the controller's
/// UID, never by labels alone.
final class Revisions {

  private static final String CHANGE_CAUSE = "kubernetes.io/change-cause";

  private Revisions() {}

  static List<RevisionRecord> of(ClusterCalls calls, WorkloadRef ref) {
    var answer = calls.get(Paths.of(ref));
    if (answer.status() == 404) {
      return List.of();
    }
    var owner = Reads.required(calls, answer).json();
    var uid = Fields.text(owner.path("metadata"), "uid");
    var deployment = ref.kind() == WorkloadKind.DEPLOYMENT;
    var path =
        Paths.apps(ref.namespace(), deployment ? "replicasets" : "controllerrevisions")
            + "?labelSelector="
            + Paths.query(selector(owner.path("spec").path("selector")));
    var list = Reads.required(calls, calls.get(path)).json();
    var found = new ArrayList<JsonNode>();
    for (var item : list.path("items")) {
      if (uid.equals(Fields.controllerUid(item.path("metadata"))) && number(item, deployment) > 0) {
        found.add(item);
      }
    }
    found.sort(Comparator.comparingLong((JsonNode item) -> number(item, deployment)).reversed());
    var newest = found.isEmpty() ? 0 : number(found.getFirst(), deployment);
    return found.stream()
        .map(item ->
            record(
                item,
                deployment,
                pods(ref.kind(), owner, item, number(item, deployment) == newest)))
        .toList();
  }

  private static long number(JsonNode item, boolean deployment) {
    return deployment
        ? ReplicaSetRecord.revision(item.path("metadata"))
        : item.path("revision").asLong(0);
  }

  /// How many pods a revision has. A ReplicaSet tells its own; a StatefulSet tells them of the two
  /// revisions that it moves between, and a DaemonSet only of the newest.
  private static @Nullable Integer pods(
      WorkloadKind kind, JsonNode owner, JsonNode item, boolean newest) {
    var status = owner.path("status");
    var name = Fields.text(item.path("metadata"), "name");
    return switch (kind) {
      case DEPLOYMENT -> Fields.number(item.path("status"), "replicas", 0);
      case STATEFUL_SET -> {
        if (name.equals(Fields.text(status, "updateRevision"))) {
          yield Fields.number(status, "updatedReplicas", 0);
        }
        yield name.equals(Fields.text(status, "currentRevision"))
            ? Fields.number(status, "currentReplicas", 0)
            : 0;
      }
      case DAEMON_SET -> newest ? Fields.number(status, "updatedNumberScheduled", 0) : null;
    };
  }

  private static RevisionRecord record(JsonNode item, boolean deployment, @Nullable Integer pods) {
    var metadata = item.path("metadata");
    var template =
        deployment
            ? PatchBodies.withoutHash(item.path("spec").path("template"))
            : withoutDirective(item.path("data").path("spec").path("template"));
    var created = Fields.instant(metadata, "creationTimestamp");
    return new RevisionRecord(
        Fields.text(metadata, "name"),
        Long.toString(number(item, deployment)),
        TemplateHash.of(template),
        created == null ? Instant.EPOCH : created,
        pods,
        Fields.maybe(metadata.path("annotations"), CHANGE_CAUSE),
        images(template),
        template);
  }

  private static List<ContainerImage> images(JsonNode template) {
    return ReadWorkload.images(template.path("spec"));
  }

  /// A ControllerRevision holds the template as a patch that says "replace".
  private static JsonNode withoutDirective(JsonNode template) {
    var copy = template.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove("$patch");
    }
    return copy;
  }

  /// A label selector as a query, with expressions.
  static String selector(JsonNode selector) {
    var parts = new ArrayList<String>();
    Map<String, String> labels = Fields.map(selector.path("matchLabels"));
    labels.forEach((key, value) -> parts.add(key + "=" + value));
    for (var expression : selector.path("matchExpressions")) {
      var key = Fields.text(expression, "key");
      var values =
          expression
              .path("values")
              .valueStream()
              .map(value -> value.asString(""))
              .collect(Collectors.joining(","));
      parts.add(
          switch (Fields.text(expression, "operator")) {
            case "In" -> key + " in (" + values + ")";
            case "NotIn" -> key + " notin (" + values + ")";
            case "DoesNotExist" -> "!" + key;
            default -> key;
          });
    }
    return String.join(",", parts);
  }
}
