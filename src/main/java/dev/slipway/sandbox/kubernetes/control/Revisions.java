package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The replica sets of a deployment: which one is of today's template, what number it has, and
/// which old ones are kept.
final class Revisions {

  static final String ID = "replicasets.apps";
  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String HISTORY = "deployment.kubernetes.io/revision-history";
  static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  static final String MAX = "deployment.kubernetes.io/max-replicas";
  private static final Set<String> NOT_COPIED =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          REVISION,
          HISTORY,
          DESIRED,
          MAX,
          "deprecated.deployment.rollback.to");
  private static final int HISTORY_LENGTH = 2000;

  private final Plane plane;

  Revisions(Plane plane) {
    this.plane = plane;
  }

  /// All of the deployment, oldest first.
  List<ObjectNode> all(JsonNode deployment) {
    return plane.owned(deployment, ID).stream()
        .sorted(
            Comparator.comparing(
                    (ObjectNode s) -> Times.read(Json.at(s, "metadata", "creationTimestamp")))
                .thenComparingLong(Revisions::number)
                .thenComparing(Json::name))
        .toList();
  }

  static Optional<ObjectNode> current(JsonNode deployment, List<ObjectNode> sets) {
    JsonNode template = Json.at(deployment, "spec", "template");
    return sets.stream()
        .filter(set -> Templates.same(template, Json.at(set, "spec", "template")))
        .findFirst();
  }

  static long number(JsonNode set) {
    String text = Json.text(set, "metadata", "annotations", REVISION);
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  /// Brings number and copied annotations of the current set up to date.
  ObjectNode renumber(JsonNode deployment, ObjectNode set, List<ObjectNode> old, int maxReplicas) {
    long next = old.stream().mapToLong(Revisions::number).max().orElse(0) + 1;
    plane.change(
        ID,
        Key.of(set),
        changed -> {
          ObjectNode annotations = Json.child(Json.child(changed, "metadata"), "annotations");
          copyAnnotations(deployment, annotations);
          long before = number(changed);
          if (before < next) {
            annotations.put(REVISION, Long.toString(next));
            if (before > 0) {
              String history = Json.text(annotations, HISTORY);
              String longer = history.isEmpty() ? "" + before : history + "," + before;
              while (longer.length() > HISTORY_LENGTH) {
                longer = longer.substring(longer.indexOf(',') + 1);
              }
              annotations.put(HISTORY, longer);
            }
          }
          annotate(annotations, deployment, maxReplicas);
          ObjectNode spec = Json.child(changed, "spec");
          int minReady = Json.integer(deployment, 0, "spec", "minReadySeconds");
          if (minReady != Json.integer(spec, 0, "minReadySeconds")) {
            spec.put("minReadySeconds", minReady);
          }
        });
    return reread(set);
  }

  ObjectNode create(JsonNode deployment, List<ObjectNode> old, int replicas, int maxReplicas) {
    JsonNode template = Json.at(deployment, "spec", "template");
    int collisions = 0;
    String hash = Templates.hash(template, collisions);
    while (plane.exists(ID, named(deployment, hash))) {
      hash = Templates.hash(template, ++collisions);
    }
    long next = old.stream().mapToLong(Revisions::number).max().orElse(0) + 1;
    ObjectNode set = Json.object().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
    ObjectNode metadata = set.putObject("metadata").put("name", named(deployment, hash).name());
    metadata.put("namespace", Json.namespace(deployment));
    ObjectNode labels = Json.copy(Json.at(template, "metadata", "labels"));
    metadata.set("labels", labels.put(Templates.HASH_LABEL, hash));
    ObjectNode annotations = metadata.putObject("annotations");
    copyAnnotations(deployment, annotations);
    annotations.put(REVISION, Long.toString(next));
    annotate(annotations, deployment, maxReplicas);
    metadata.putArray("ownerReferences").add(plane.controllerReference(deployment));
    ObjectNode spec = set.putObject("spec").put("replicas", replicas);
    int minReady = Json.integer(deployment, 0, "spec", "minReadySeconds");
    if (minReady > 0) {
      spec.put("minReadySeconds", minReady);
    }
    ObjectNode selector = Json.copy(Json.at(deployment, "spec", "selector"));
    Json.child(selector, "matchLabels").put(Templates.HASH_LABEL, hash);
    spec.set("selector", selector);
    ObjectNode copy = Json.copy(template);
    Json.child(Json.child(copy, "metadata"), "labels").put(Templates.HASH_LABEL, hash);
    spec.set("template", copy);
    return plane.create(ID, set);
  }

  ObjectNode scale(JsonNode deployment, ObjectNode set, int replicas, int maxReplicas) {
    int before = Json.integer(set, 0, "spec", "replicas");
    plane.change(
        ID,
        Key.of(set),
        changed -> {
          Json.child(changed, "spec").put("replicas", replicas);
          annotate(
              Json.child(Json.child(changed, "metadata"), "annotations"), deployment, maxReplicas);
        });
    if (before != replicas) {
      announce(deployment, Json.name(set), before, replicas);
    }
    return reread(set);
  }

  void announce(JsonNode deployment, String set, int before, int after) {
    plane
        .events()
        .normal(
            deployment,
            "deployment-controller",
            "ScalingReplicaSet",
            "Scaled "
                + (after > before ? "up" : "down")
                + " replica set "
                + set
                + " from "
                + before
                + " to "
                + after);
  }

  /// Drops the oldest sets without pods that the limit does not keep.
  void tidy(JsonNode deployment, List<ObjectNode> old) {
    int limit = Json.integer(deployment, 10, "spec", "revisionHistoryLimit");
    List<ObjectNode> idle =
        old.stream()
            .filter(set -> !Json.deleting(set))
            .sorted(Comparator.comparingLong(Revisions::number))
            .toList();
    for (int i = 0; i < idle.size() - limit; i++) {
      ObjectNode set = idle.get(i);
      boolean used =
          Json.integer(set, 0, "status", "replicas") != 0
              || Json.integer(set, 0, "spec", "replicas") != 0;
      if (!used) {
        plane.delete(ID, Key.of(set));
      }
    }
  }

  private ObjectNode reread(ObjectNode set) {
    return Objects.requireNonNullElse(plane.get(ID, Key.of(set)), set);
  }

  private static void annotate(ObjectNode annotations, JsonNode deployment, int maxReplicas) {
    annotations.put(DESIRED, Integer.toString(Json.integer(deployment, 1, "spec", "replicas")));
    annotations.put(MAX, Integer.toString(maxReplicas));
  }

  private static void copyAnnotations(JsonNode deployment, ObjectNode annotations) {
    for (Map.Entry<String, String> entry :
        Json.strings(deployment, "metadata", "annotations").entrySet()) {
      if (!NOT_COPIED.contains(entry.getKey())) {
        annotations.put(entry.getKey(), entry.getValue());
      }
    }
  }

  private static Key named(JsonNode deployment, String hash) {
    return new Key(Json.namespace(deployment), Json.name(deployment) + "-" + hash);
  }
}
