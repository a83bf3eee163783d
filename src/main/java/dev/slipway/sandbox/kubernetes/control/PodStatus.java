package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.control.ContainerLife.Stage;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what a node reports of a pod, and the events that go with it.
final class PodStatus {

  private static final String KUBELET = "kubelet";

  private final Plane plane;
  private final Images images;
  private final References references;

  PodStatus(Plane plane, Images images) {
    this.plane = plane;
    this.images = images;
    this.references = new References(plane);
  }

  void announceStop(JsonNode pod) {
    for (JsonNode container : Json.items(pod, "spec", "containers")) {
      String name = Json.text(container, "name");
      event(pod, name, "Normal", "Killing", "Stopping container " + name);
    }
  }

  void write(
      Key key, ObjectNode pod, List<ContainerLife> init, List<ContainerLife> lives, Instant began) {
    plane.change(
        "pods",
        key,
        "status",
        KUBELET,
        changed -> {
          ObjectNode status = Json.child(changed, "status");
          if (Json.absent(status, "startTime")) {
            place(changed, status);
          }
          if (!init.isEmpty()) {
            statuses(changed, "initContainers", "initContainerStatuses", init, began);
          }
          statuses(changed, "containers", "containerStatuses", lives, began);
          conditions(changed, init, lives);
          status.put("phase", phase(init, lives));
        });
  }

  private void place(ObjectNode pod, ObjectNode status) {
    ObjectNode node = plane.get("nodes", new Key("", Json.text(pod, "spec", "nodeName")));
    List<JsonNode> hosts = node == null ? List.of() : Json.items(node, "status", "addresses");
    String host = hosts.isEmpty() ? "10.0.0.10" : Json.text(hosts.getFirst(), "address");
    status.put("startTime", Times.now()).put("hostIP", host);
    status.putArray("hostIPs").addObject().put("ip", host);
    int number = Math.floorMod(Json.uid(pod).hashCode(), 60_000);
    String address = "10.244." + number / 250 + "." + (number % 250 + 2);
    status.put("podIP", address).putArray("podIPs").addObject().put("ip", address);
    status.put("observedGeneration", Json.integer(pod, 1, "metadata", "generation"));
  }

  private void statuses(
      ObjectNode pod, String list, String field, List<ContainerLife> lives, Instant began) {
    ObjectNode status = Json.child(pod, "status");
    List<JsonNode> before = Json.items(status, field);
    ArrayNode after = Json.array();
    int index = 0;
    for (JsonNode container : Json.items(pod, "spec", list)) {
      JsonNode old = index < before.size() ? before.get(index) : Json.object();
      after.add(status(pod, container, old, lives.get(index), began, list.startsWith("init")));
      index++;
    }
    status.set(field, after);
  }

  private ObjectNode status(
      ObjectNode pod,
      JsonNode container,
      JsonNode old,
      ContainerLife life,
      Instant began,
      boolean init) {
    String name = Json.text(container, "name");
    String image = Json.text(container, "image");
    Stage stage = life.stage();
    ObjectNode status = Json.object().put("name", name).put("image", image);
    boolean pulled =
        !List.of(Stage.CREATING, Stage.PULL_FAILED, Stage.PULL_BACK_OFF).contains(stage);
    status.put("imageID", pulled && stage != Stage.CONFIG_ERROR ? images.id(image) : "");
    boolean running = stage == Stage.RUNNING;
    status.put("ready", life.ready() && (running || init));
    status.put("started", running && (!init || life.ready()));
    status.put("restartCount", Math.max(life.restarts(), Json.integer(old, 0, "restartCount")));
    if (running || stage == Stage.COMPLETED || stage == Stage.FAILED || stage == Stage.CRASHED) {
      status.put(
          "containerID",
          "containerd://"
              + Images.hash(Json.uid(pod) + name + life.restarts()).substring("sha256:".length()));
    }
    ObjectNode state = state(pod, container, life, began);
    boolean same = sameStage(old.path("state"), state);
    boolean again = life.restarts() != Json.integer(old, 0, "restartCount");
    status.set("state", same && !again ? old.path("state") : state);
    if (stage == Stage.CRASHED && (again || !old.path("lastState").has("terminated"))) {
      status.putObject("lastState").set("terminated", exit(1, "Error", life, began, status));
    } else {
      status.set("lastState", Json.copy(old.path("lastState")));
    }
    if (!same || again || stage == Stage.PULL_BACK_OFF) {
      announce(pod, name, image, stage, state, same);
    }
    return status;
  }

  private ObjectNode state(ObjectNode pod, JsonNode container, ContainerLife life, Instant began) {
    String image = Json.text(container, "image");
    return switch (life.stage()) {
      case CREATING ->
          waiting(
              Json.items(pod, "spec", "initContainers").isEmpty()
                  ? "ContainerCreating"
                  : "PodInitializing",
              "");
      case PULL_FAILED -> waiting("ErrImagePull", notFound(image));
      case PULL_BACK_OFF ->
          waiting(
              "ImagePullBackOff",
              "Back-off pulling image \"" + image + "\": ErrImagePull: " + notFound(image));
      case CONFIG_ERROR ->
          waiting(
              "CreateContainerConfigError",
              references.missing(container, Json.namespace(pod)).orElse("unknown"));
      case CRASHED ->
          waiting(
              "CrashLoopBackOff",
              "back-off 20s restarting failed container="
                  + Json.text(container, "name")
                  + " pod="
                  + Json.name(pod)
                  + "_"
                  + Json.namespace(pod)
                  + "("
                  + Json.uid(pod)
                  + ")");
      case RUNNING -> {
        ObjectNode state = Json.object();
        state.putObject("running").put("startedAt", time(began, life.since()));
        yield state;
      }
      case COMPLETED ->
          Json.object().set("terminated", exit(0, "Completed", life, began, Json.object()));
      case FAILED -> Json.object().set("terminated", exit(1, "Error", life, began, Json.object()));
    };
  }

  private ObjectNode exit(
      int code, String reason, ContainerLife life, Instant began, JsonNode status) {
    ObjectNode exit = Json.object().put("exitCode", code).put("reason", reason);
    exit.put("startedAt", time(began, life.since()));
    boolean over = life.stage() == Stage.CRASHED;
    exit.put("finishedAt", over ? time(began, life.since()) : Times.now());
    if (!Json.text(status, "containerID").isEmpty()) {
      exit.put("containerID", Json.text(status, "containerID"));
    }
    return exit;
  }

  private String time(Instant began, double seconds) {
    return Times.write(began.plus(plane.pace().real(Math.max(0, seconds))));
  }

  private void conditions(ObjectNode pod, List<ContainerLife> init, List<ContainerLife> lives) {
    boolean initialized = init.stream().allMatch(ContainerLife::ready);
    boolean done = lives.stream().allMatch(l -> l.stage() == Stage.COMPLETED);
    boolean ready = initialized && lives.stream().allMatch(ContainerLife::ready);
    String unready =
        java.util.stream.IntStream.range(0, lives.size())
            .filter(i -> !lives.get(i).ready())
            .mapToObj(i -> Json.text(Json.items(pod, "spec", "containers").get(i), "name"))
            .collect(java.util.stream.Collectors.joining(" "));
    Conditions.setPlain(pod, "PodReadyToStartContainers", "True", "", "");
    Conditions.setPlain(
        pod,
        "Initialized",
        initialized ? "True" : "False",
        initialized ? "" : "ContainersNotInitialized",
        "containers with incomplete status");
    for (String type : List.of("Ready", "ContainersReady")) {
      Conditions.setPlain(
          pod,
          type,
          ready && !done ? "True" : "False",
          done ? "PodCompleted" : ready ? "" : "ContainersNotReady",
          done ? "" : "containers with unready status: [" + unready + "]");
    }
  }

  private static String phase(List<ContainerLife> init, List<ContainerLife> lives) {
    if (lives.stream().anyMatch(l -> l.stage() == Stage.FAILED)) {
      return "Failed";
    }
    if (lives.stream().allMatch(l -> l.stage() == Stage.COMPLETED)) {
      return "Succeeded";
    }
    boolean started =
        lives.stream()
            .allMatch(l ->
                l.stage() == Stage.RUNNING
                    || l.stage() == Stage.CRASHED
                    || l.stage() == Stage.COMPLETED);
    return init.stream().allMatch(ContainerLife::ready) && started ? "Running" : "Pending";
  }

  private void announce(
      JsonNode pod, String name, String image, Stage stage, JsonNode state, boolean again) {
    switch (stage) {
      case CREATING -> {
        if (!again) {
          event(pod, name, "Normal", "Pulling", "Pulling image \"" + image + "\"");
        }
      }
      case PULL_FAILED -> {
        event(
            pod,
            name,
            "Warning",
            "Failed",
            "Failed to pull image \"" + image + "\": " + notFound(image));
        event(pod, name, "Warning", "Failed", "Error: ErrImagePull");
      }
      case PULL_BACK_OFF -> {
        event(pod, name, "Normal", "BackOff", "Back-off pulling image \"" + image + "\"");
        event(pod, name, "Warning", "Failed", "Error: ImagePullBackOff");
      }
      case CONFIG_ERROR ->
          event(pod, name, "Warning", "Failed", "Error: " + Json.text(state, "waiting", "message"));
      case CRASHED ->
          event(
              pod,
              name,
              "Warning",
              "BackOff",
              "Back-off restarting failed container "
                  + name
                  + " in pod "
                  + Json.name(pod)
                  + "_"
                  + Json.namespace(pod)
                  + "("
                  + Json.uid(pod)
                  + ")");
      case RUNNING -> {
        event(pod, name, "Normal", "Pulled", "Successfully pulled image \"" + image + "\"");
        event(pod, name, "Normal", "Created", "Created container: " + name);
        event(pod, name, "Normal", "Started", "Started container " + name);
      }
      case COMPLETED, FAILED -> {}
    }
  }

  private void event(JsonNode pod, String container, String type, String reason, String message) {
    plane.events().write(pod, "spec.containers{" + container + "}", KUBELET, type, reason, message);
  }

  private static boolean sameStage(JsonNode old, JsonNode now) {
    return List.copyOf(old.propertyNames()).equals(List.copyOf(now.propertyNames()))
        && Json.text(old, "waiting", "reason").equals(Json.text(now, "waiting", "reason"));
  }

  private static ObjectNode waiting(String reason, String message) {
    ObjectNode state = Json.object();
    ObjectNode waiting = state.putObject("waiting").put("reason", reason);
    if (!message.isEmpty()) {
      waiting.put("message", message);
    }
    return state;
  }

  private static String notFound(String image) {
    return "rpc error: code = NotFound desc = failed to pull and unpack image \""
        + image
        + "\": failed to resolve reference \""
        + image
        + "\": "
        + image
        + ": not found";
  }
}
