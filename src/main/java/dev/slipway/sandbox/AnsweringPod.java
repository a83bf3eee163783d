package dev.slipway.sandbox;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.metrics.Replica;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A pod of the simulated clusters as the demonstration's traffic sees it. One whose image has a
/// tag that begins with `errors-` is ready as any other, and answers many requests with an error.
final class AnsweringPod {

  private AnsweringPod() {}

  /// Empty unless it is a ready pod of the workload.
  static Optional<Replica> of(JsonNode pod, String workload, String container) {
    var name = Json.name(pod);
    var ready =
        Json.items(pod, "status", "conditions").stream()
            .anyMatch(one ->
                Json.text(one, "type").equals("Ready") && Json.text(one, "status").equals("True"));
    if (!ready || Json.deleting(pod) || !name.startsWith(workload + "-")) {
      return Optional.empty();
    }
    return Json.items(pod, "spec", "containers").stream()
        .filter(one -> Json.text(one, "name").equals(container))
        .findFirst()
        .map(one -> new Replica(name, Json.text(one, "image").contains(":errors-")));
  }
}
