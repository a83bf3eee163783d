package dev.slipway.clusters.fabric8;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What ended a pod or its containers against their will: too much memory, or a node that ran short
/// and put it out (https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction).
final class PodEnds {

  private PodEnds() {}

  /// When a container last ended for its memory; a container that runs again keeps only its last
  /// end.
  static @Nullable Instant outOfMemory(List<JsonNode> statuses) {
    Instant last = null;
    for (var container : statuses) {
      for (var state : List.of("state", "lastState")) {
        var ended = container.path(state).path("terminated");
        var at = Fields.instant(ended, "finishedAt");
        if ("OOMKilled".equals(Fields.text(ended, "reason"))
            && at != null
            && (last == null || at.isAfter(last))) {
          last = at;
        }
      }
    }
    return last;
  }

  static boolean isEvicted(JsonNode status) {
    return "Failed".equals(Fields.text(status, "phase"))
        && "Evicted".equals(Fields.text(status, "reason"));
  }

  static @Nullable Instant evictedAt(JsonNode status) {
    if (!isEvicted(status)) {
      return null;
    }
    var target = Condition.find(Condition.all(status), "DisruptionTarget");
    return target != null && target.isTrue()
        ? target.changed()
        : Fields.instant(status, "startTime");
  }
}
