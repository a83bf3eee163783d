package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Whether a node's taints let a pod come to it (`component-helpers/scheduling/corev1`).
final class Taints {

  private static final Set<String> HARD = Set.of("NoSchedule", "NoExecute");

  private Taints() {}

  static boolean tolerated(JsonNode pod, JsonNode node) {
    return Json.items(node, "spec", "taints").stream()
        .filter(taint -> HARD.contains(Json.text(taint, "effect")))
        .allMatch(taint ->
            Json.items(pod, "tolerations").stream()
                .anyMatch(toleration -> tolerates(toleration, taint)));
  }

  private static boolean tolerates(JsonNode toleration, JsonNode taint) {
    String key = Json.text(toleration, "key");
    String effect = Json.text(toleration, "effect");
    boolean exists = Json.text(toleration, "operator").equals("Exists");
    if (!effect.isEmpty() && !effect.equals(Json.text(taint, "effect"))) {
      return false;
    }
    if (key.isEmpty()) {
      return exists;
    }
    return key.equals(Json.text(taint, "key"))
        && (exists || Json.text(toleration, "value").equals(Json.text(taint, "value")));
  }
}
