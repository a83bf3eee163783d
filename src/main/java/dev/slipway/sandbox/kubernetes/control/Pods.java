package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What controllers ask of pods.
final class Pods {

  private Pods() {}

  /// A pod of the template in the namespace of its owner, without name and owner.
  static ObjectNode from(JsonNode owner, JsonNode template) {
    ObjectNode pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = Json.copy(template.path("metadata"));
    metadata.retain("labels", "annotations", "finalizers");
    metadata.put("namespace", Json.namespace(owner));
    pod.set("metadata", metadata);
    return pod.set("spec", Json.copy(template.path("spec")));
  }

  static boolean active(JsonNode pod) {
    return !Json.deleting(pod) && !Json.text(pod, "status", "phase").matches("Succeeded|Failed");
  }

  static boolean ready(JsonNode pod) {
    return Conditions.is(pod, "Ready", "True");
  }

  static Instant readySince(JsonNode pod) {
    return ready(pod)
        ? Times.read(Conditions.find(pod, "Ready").path("lastTransitionTime"))
        : Instant.EPOCH;
  }

  static boolean available(JsonNode pod, int minReadySeconds, Pace pace) {
    return ready(pod) && (minReadySeconds == 0 || pace.since(readySince(pod)) >= minReadySeconds);
  }

  /// The object of the kind that controls the changed pod.
  static List<Key> controlledBy(Change change, String kind) {
    JsonNode owner = Json.controller(change.object());
    return Json.text(owner, "kind").equals(kind)
        ? List.of(new Key(Json.namespace(change.object()), Json.text(owner, "name")))
        : List.of();
  }
}
