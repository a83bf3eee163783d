package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives containers without requests or limits those of the namespace's LimitRange.
final class Limits {

  private final ObjectStore store;

  Limits(ObjectStore store) {
    this.store = store;
  }

  void apply(ObjectNode object) {
    if (!Json.text(object, "kind").equals("Pod")) {
      return;
    }
    for (ObjectNode range : store.list("limitranges", Json.namespace(object)).objects()) {
      for (JsonNode limit : Json.items(range, "spec", "limits")) {
        if (!Json.text(limit, "type").equals("Container")) {
          continue;
        }
        for (JsonNode each : Json.items(object, "spec", "containers")) {
          if (each instanceof ObjectNode container) {
            ObjectNode resources = Json.child(container, "resources");
            fill(resources, "limits", limit.path("default"));
            fill(resources, "requests", limit.path("defaultRequest"));
          }
        }
      }
    }
  }

  private static void fill(ObjectNode resources, String kind, JsonNode defaults) {
    if (defaults.isEmpty()) {
      return;
    }
    ObjectNode given = Json.child(resources, kind);
    for (Map.Entry<String, JsonNode> entry : defaults.properties()) {
      if (!given.has(entry.getKey())) {
        given.set(entry.getKey(), entry.getValue());
      }
    }
  }
}
