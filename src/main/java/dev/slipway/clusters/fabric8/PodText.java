package dev.slipway.clusters.fabric8;

import tools.jackson.databind.JsonNode;

/// The status column of `kubectl get pods`, in its order of precedence.
final class PodText {

  private PodText() {}

  static String of(JsonNode pod) {
    var status = pod.path("status");
    var reason = Fields.text(status, "phase");
    if (!Fields.text(status, "reason").isEmpty()) {
      reason = Fields.text(status, "reason");
    }
    for (var condition : Condition.all(status)) {
      if ("PodScheduled".equals(condition.type()) && "SchedulingGated".equals(condition.reason())) {
        reason = "SchedulingGated";
      }
    }
    var init = init(pod);
    if (init.isEmpty()) {
      reason = containers(status, reason);
    } else {
      reason = init;
    }
    if (pod.path("metadata").has("deletionTimestamp")) {
      return "NodeLost".equals(Fields.text(status, "reason")) ? "Unknown" : "Terminating";
    }
    return reason.isEmpty() ? "Unknown" : reason;
  }

  private static String init(JsonNode pod) {
    var specs = pod.path("spec").path("initContainers");
    var index = 0;
    for (var container : pod.path("status").path("initContainerStatuses")) {
      var state = container.path("state");
      var terminated = state.path("terminated");
      var restartable = restartable(specs, Fields.text(container, "name"));
      var passed =
          (terminated.isObject() && Fields.number(terminated, "exitCode", 0) == 0)
              || (restartable && container.path("started").asBoolean(false));
      if (passed) {
        index++;
        continue;
      }
      if (terminated.isObject()) {
        return "Init:" + ended(terminated);
      }
      var waiting = Fields.text(state.path("waiting"), "reason");
      if (!waiting.isEmpty() && !"PodInitializing".equals(waiting)) {
        return "Init:" + waiting;
      }
      return "Init:" + index + "/" + specs.size();
    }
    return "";
  }

  private static String containers(JsonNode status, String phase) {
    var reason = phase;
    var running = false;
    var statuses = status.path("containerStatuses");
    for (var i = statuses.size() - 1; i >= 0; i--) {
      var container = statuses.get(i);
      var state = container.path("state");
      var waiting = Fields.text(state.path("waiting"), "reason");
      if (!waiting.isEmpty()) {
        reason = waiting;
      } else if (state.has("terminated")) {
        reason = ended(state.path("terminated"));
      } else if (container.path("ready").asBoolean(false) && state.has("running")) {
        running = true;
      }
    }
    if ("Completed".equals(reason) && running) {
      return ready(status) ? "Running" : "NotReady";
    }
    return reason;
  }

  private static String ended(JsonNode terminated) {
    var reason = Fields.text(terminated, "reason");
    if (!reason.isEmpty()) {
      return reason;
    }
    var signal = Fields.number(terminated, "signal", 0);
    return signal != 0
        ? "Signal:" + signal
        : "ExitCode:" + Fields.number(terminated, "exitCode", 0);
  }

  static boolean restartable(JsonNode specs, String name) {
    for (var spec : specs) {
      if (name.equals(Fields.text(spec, "name"))) {
        return "Always".equals(Fields.text(spec, "restartPolicy"));
      }
    }
    return false;
  }

  static boolean ready(JsonNode status) {
    for (var condition : status.path("conditions")) {
      if ("Ready".equals(Fields.text(condition, "type"))) {
        return "True".equals(Fields.text(condition, "status"));
      }
    }
    return false;
  }
}
