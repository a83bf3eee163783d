package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The ControllerRevisions of stateful and daemon sets: one per template that they had.
final class Histories {

  static final String ID = "controllerrevisions.apps";
  static final String LABEL = "controller-revision-hash";

  private final Plane plane;

  Histories(Plane plane) {
    this.plane = plane;
  }

  /// All of the owner, oldest number first.
  List<ObjectNode> all(JsonNode owner) {
    return plane.owned(owner, ID).stream()
        .sorted(Comparator.comparingLong(Histories::number).thenComparing(Json::name))
        .toList();
  }

  static long number(JsonNode revision) {
    return revision.path("revision").asLong(0);
  }

  static JsonNode template(JsonNode revision) {
    ObjectNode template = Json.copy(Json.at(revision, "data", "spec", "template"));
    template.remove("$patch");
    return template;
  }

  /// The revision of today's template: made if it is new, renumbered if it has come back.
  ObjectNode update(JsonNode owner) {
    List<ObjectNode> all = all(owner);
    JsonNode template = Json.at(owner, "spec", "template");
    long next = all.isEmpty() ? 1 : number(all.getLast()) + 1;
    for (ObjectNode revision : all.reversed()) {
      if (Templates.same(template, template(revision))) {
        if (number(revision) < next - 1) {
          plane.change(ID, Key.of(revision), changed -> changed.put("revision", next));
        }
        return Objects.requireNonNullElse(plane.get(ID, Key.of(revision)), revision);
      }
    }
    return create(owner, template, next);
  }

  /// Drops the oldest beyond the limit that no pod uses.
  void tidy(JsonNode owner, Set<String> used) {
    List<ObjectNode> idle =
        all(owner).stream().filter(revision -> !used.contains(Json.name(revision))).toList();
    int limit = Json.integer(owner, 10, "spec", "revisionHistoryLimit");
    idle.stream()
        .limit(Math.max(0, idle.size() - limit))
        .forEach(revision -> plane.delete(ID, Key.of(revision)));
  }

  private ObjectNode create(JsonNode owner, JsonNode template, long number) {
    String hash = Templates.hash(template, 0);
    ObjectNode revision = Json.object().put("apiVersion", "apps/v1");
    revision.put("kind", "ControllerRevision");
    ObjectNode metadata = revision.putObject("metadata");
    metadata.put("name", Json.name(owner) + "-" + hash).put("namespace", Json.namespace(owner));
    ObjectNode labels = Json.copy(Json.at(template, "metadata", "labels"));
    metadata.set("labels", labels.put("controller.kubernetes.io/hash", hash));
    metadata.putArray("ownerReferences").add(plane.controllerReference(owner));
    JsonNode cause = Json.at(owner, "metadata", "annotations", "kubernetes.io/change-cause");
    if (cause.isString()) {
      metadata.putObject("annotations").set("kubernetes.io/change-cause", cause);
    }
    ObjectNode copy = Json.copy(template).put("$patch", "replace");
    revision.putObject("data").putObject("spec").set("template", copy);
    return plane.create(ID, revision.put("revision", number));
  }
}
