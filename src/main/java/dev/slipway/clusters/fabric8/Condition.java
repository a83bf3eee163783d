package dev.slipway.clusters.fabric8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One entry of `status.conditions`.
record Condition(
    String type,
    String status,
    String reason,
    String message,
    @Nullable Instant updated,
    @Nullable Instant changed) {

  boolean isTrue() {
    return "True".equals(status);
  }

  boolean isFalse() {
    return "False".equals(status);
  }

  static List<Condition> all(JsonNode status) {
    var all = new ArrayList<Condition>();
    for (var node : status.path("conditions")) {
      all.add(
          new Condition(
              Fields.text(node, "type"),
              Fields.text(node, "status"),
              Fields.text(node, "reason"),
              ServerWords.shown(Fields.text(node, "message")),
              Fields.instant(node, "lastUpdateTime"),
              Fields.instant(node, "lastTransitionTime")));
    }
    return List.copyOf(all);
  }

  static @Nullable Condition find(List<Condition> conditions, String type) {
    for (var condition : conditions) {
      if (condition.type.equals(type)) {
        return condition;
      }
    }
    return null;
  }
}
