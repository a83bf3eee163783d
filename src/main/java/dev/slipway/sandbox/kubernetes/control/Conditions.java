package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The conditions of a status.
final class Conditions {

  private Conditions() {}

  static JsonNode find(JsonNode object, String type) {
    for (JsonNode condition : Json.items(object, "status", "conditions")) {
      if (Json.text(condition, "type").equals(type)) {
        return condition;
      }
    }
    return Json.object();
  }

  static boolean is(JsonNode object, String type, String status) {
    return Json.text(find(object, type), "status").equals(status);
  }

  static boolean says(JsonNode object, String type, String status, String reason) {
    JsonNode found = find(object, type);
    return Json.text(found, "status").equals(status) && Json.text(found, "reason").equals(reason);
  }

  /// Sets the condition unless status and reason are the same already. The time of the transition
  /// moves only with the status.
  static void set(
      ObjectNode object, String type, String status, String reason, String message, boolean touch) {
    JsonNode before = find(object, type);
    boolean same =
        Json.text(before, "status").equals(status) && Json.text(before, "reason").equals(reason);
    if (same && !touch) {
      return;
    }
    ObjectNode condition = Json.object().put("type", type).put("status", status);
    condition.put("lastUpdateTime", Times.now());
    boolean flipped = !Json.text(before, "status").equals(status);
    condition.put(
        "lastTransitionTime", flipped ? Times.now() : Json.text(before, "lastTransitionTime"));
    condition.put("reason", reason).put("message", message);
    put(object, condition);
  }

  /// As kinds without an update time write it.
  static void setPlain(
      ObjectNode object, String type, String status, String reason, String message) {
    JsonNode before = find(object, type);
    ObjectNode condition = Json.object().put("type", type).put("status", status);
    boolean flipped = !Json.text(before, "status").equals(status);
    condition.put(
        "lastTransitionTime", flipped ? Times.now() : Json.text(before, "lastTransitionTime"));
    if (!reason.isEmpty()) {
      condition.put("reason", reason).put("message", message);
    }
    put(object, condition);
  }

  static void drop(ObjectNode object, String type) {
    ArrayNode kept = Json.array();
    for (JsonNode condition : Json.items(object, "status", "conditions")) {
      if (!Json.text(condition, "type").equals(type)) {
        kept.add(condition);
      }
    }
    Json.child(object, "status").set("conditions", kept);
  }

  private static void put(ObjectNode object, ObjectNode condition) {
    ArrayNode list = Json.list(Json.child(object, "status"), "conditions");
    for (int i = 0; i < list.size(); i++) {
      if (Json.text(list.get(i), "type").equals(Json.text(condition, "type"))) {
        list.set(i, condition);
        return;
      }
    }
    list.add(condition);
  }
}
