package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The words that `kubectl get pods` shows for a pod.
final class PodText {

  private PodText() {}

  static Object ready(JsonNode pod) {
    long ready = statuses(pod).stream().filter(s -> Json.flag(s, "ready")).count();
    return ready + "/" + Json.items(pod, "spec", "containers").size();
  }

  static Object restarts(JsonNode pod) {
    int restarts = statuses(pod).stream().mapToInt(s -> Json.integer(s, 0, "restartCount")).sum();
    Instant last =
        statuses(pod).stream()
            .map(s -> Times.read(Json.at(s, "lastState", "terminated", "finishedAt")))
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    return restarts == 0 || last.equals(Instant.EPOCH)
        ? Integer.toString(restarts)
        : restarts + " (" + Times.brief(java.time.Duration.between(last, Instant.now())) + " ago)";
  }

  static Object status(JsonNode pod) {
    if (Json.deleting(pod)) {
      return "Terminating";
    }
    String text = Json.text(pod, "status", "phase");
    if (!Json.text(pod, "status", "reason").isEmpty()) {
      text = Json.text(pod, "status", "reason");
    }
    String init = initializing(pod);
    if (!init.isEmpty()) {
      return init;
    }
    boolean running = false;
    for (JsonNode status : statuses(pod).reversed()) {
      JsonNode state = status.path("state");
      if (!Json.text(state, "waiting", "reason").isEmpty()) {
        text = Json.text(state, "waiting", "reason");
      } else if (state.has("terminated")) {
        text = terminated(state.path("terminated"));
      } else if (Json.flag(status, "ready")) {
        running = true;
      }
    }
    return text.equals("Completed") && running ? "Running" : text;
  }

  private static String initializing(JsonNode pod) {
    List<JsonNode> all = Json.items(pod, "status", "initContainerStatuses");
    int done = 0;
    for (JsonNode status : all) {
      JsonNode state = status.path("state");
      boolean sidecar = Json.flag(status, "started") && state.has("running");
      if (sidecar
          || (state.has("terminated") && Json.integer(state, 0, "terminated", "exitCode") == 0)) {
        done++;
        continue;
      }
      if (state.has("terminated")) {
        return "Init:" + terminated(state.path("terminated"));
      }
      String waiting = Json.text(state, "waiting", "reason");
      return waiting.isEmpty() || waiting.equals("PodInitializing")
          ? "Init:" + done + "/" + all.size()
          : "Init:" + waiting;
    }
    return "";
  }

  private static String terminated(JsonNode state) {
    String reason = Json.text(state, "reason");
    return reason.isEmpty() ? "ExitCode:" + Json.integer(state, 0, "exitCode") : reason;
  }

  private static List<JsonNode> statuses(JsonNode pod) {
    return Json.items(pod, "status", "containerStatuses");
  }
}
