package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/// When `metadata.generation` is counted up: with the spec, and for deployments with annotations
/// too.
final class Generations {

  private Generations() {}

  static boolean counts(ResourceType type) {
    boolean plain =
        type.plural().matches("namespaces|nodes|services|persistent.*|resourcequotas|horizontal.*");
    return type.plural().equals("networkpolicies") || (type.has("status") && !plain);
  }

  static boolean rises(ResourceType type, ObjectNode before, ObjectNode next) {
    boolean spec = !Json.same(before.path("spec"), next.path("spec"));
    boolean annotations =
        !Json.strings(before, "metadata", "annotations")
            .equals(Json.strings(next, "metadata", "annotations"));
    return spec || (annotations && type.plural().equals("deployments"));
  }
}
