package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Quantity;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.List;
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
            check(Json.name(object), resources, limit);
          }
        }
      }
    }
  }

  /// Beyond its bounds no pod is admitted, so that a Deployment gets none.
  private static void check(String pod, JsonNode resources, JsonNode limit) {
    for (String resource : List.of("cpu", "memory")) {
      String request = Json.text(resources, "requests", resource);
      String most = Json.text(limit, "max", resource);
      String least = Json.text(limit, "min", resource);
      String named = Json.text(resources, "limits", resource);
      if (!most.isEmpty() && (named.isEmpty() || above(named, most))) {
        throw forbidden(
            pod,
            "maximum %s usage per Container is %s, but %s"
                .formatted(
                    resource,
                    most,
                    named.isEmpty() ? "no limit is specified" : "limit is " + named));
      }
      if (!least.isEmpty() && (request.isEmpty() || above(least, request))) {
        throw forbidden(
            pod,
            "minimum %s usage per Container is %s, but %s"
                .formatted(
                    resource,
                    least,
                    request.isEmpty() ? "no request is specified" : "request is " + request));
      }
    }
  }

  private static boolean above(String one, String other) {
    return Quantity.parse(one).compareTo(Quantity.parse(other)) > 0;
  }

  private static ApiFailure forbidden(String pod, String why) {
    return ApiFailure.of(403, "Forbidden", "pods \"" + pod + "\" is forbidden: " + why);
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
