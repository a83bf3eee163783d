package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Events are stored as core/v1 writes them; events.k8s.io names the same fields otherwise.
final class EventForms {

  private EventForms() {}

  static ObjectNode in(ResourceType type, ObjectNode object) {
    if (type.apiVersion().equals(Json.text(object, "apiVersion"))) {
      return object;
    }
    ObjectNode seen = Json.object().setAll(object).put("apiVersion", type.apiVersion());
    if (type.kind().equals("Event") && type.group().equals("events.k8s.io")) {
      rename(seen, "involvedObject", "regarding");
      rename(seen, "message", "note");
      rename(seen, "reportingComponent", "reportingController");
      rename(seen, "source", "deprecatedSource");
      rename(seen, "firstTimestamp", "deprecatedFirstTimestamp");
      rename(seen, "lastTimestamp", "deprecatedLastTimestamp");
      rename(seen, "count", "deprecatedCount");
    }
    return seen;
  }

  private static void rename(ObjectNode node, String from, String to) {
    JsonNode value = node.remove(from);
    if (value != null) {
      node.set(to, value);
    }
  }
}
