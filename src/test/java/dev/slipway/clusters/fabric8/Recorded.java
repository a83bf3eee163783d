package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.WorkloadKind;
import java.io.IOException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Objects as a real API server gave them out.
final class Recorded {

  static final Instant NOW = Instant.parse("2026-11-21T15:22:10Z");

  private Recorded() {}

  static ObjectNode object(String name) {
    try (var stream = Recorded.class.getResourceAsStream("/clusters/" + name + ".json")) {
      return (ObjectNode) Answer.JSON.readTree(java.util.Objects.requireNonNull(stream));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static ObjectNode status(JsonNode object) {
    return (ObjectNode) object.path("status");
  }

  static ObjectNode spec(JsonNode object) {
    return (ObjectNode) object.path("spec");
  }

  /// Sets fields of the Progressing condition.
  static void progressing(JsonNode object, String status, String reason, String updated) {
    for (var condition : object.path("status").path("conditions")) {
      if (condition.path("type").asString("").equals("Progressing")) {
        ((ObjectNode) condition)
            .put("status", status)
            .put("reason", reason)
            .put("lastUpdateTime", updated);
      }
    }
  }

  static WorkloadRecord deployment(JsonNode object) {
    return ReadWorkload.from(WorkloadKind.DEPLOYMENT, object);
  }

  static WorkloadRecord statefulSet(JsonNode object) {
    return ReadWorkload.from(WorkloadKind.STATEFUL_SET, object);
  }

  static PodRecord pod(String name) {
    return ReadPod.from(object(name), NOW);
  }
}
