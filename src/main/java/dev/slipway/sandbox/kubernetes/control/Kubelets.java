package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.control.ContainerLife.Stage;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All nodes at once: takes pods from pending to their end.
final class Kubelets implements Controller {

  private static final double TERMINATION = 0.5;

  private final Plane plane;
  private final Scheduler scheduler;
  private final References references;
  private final PodStatus status;
  private final Map<String, Instant> began = new HashMap<>();
  private final Map<String, Instant> ending = new HashMap<>();

  Kubelets(Plane plane, Images images) {
    this.plane = plane;
    this.scheduler = new Scheduler(plane);
    this.references = new References(plane);
    this.status = new PodStatus(plane, images);
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals("pods") ? List.of(change.key()) : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode pod = plane.get("pods", key);
    if (pod == null) {
      return Optional.empty();
    }
    if (Json.deleting(pod)) {
      return end(key, pod);
    }
    if (Json.text(pod, "status", "phase").matches("Succeeded|Failed")) {
      began.remove(Json.uid(pod));
      return Optional.empty();
    }
    if (Json.absent(pod, "spec", "nodeName")) {
      return scheduler.place(pod) ? Optional.empty() : Optional.of(plane.pace().real(5));
    }
    return live(key, pod);
  }

  private Optional<Duration> end(Key key, ObjectNode pod) {
    String uid = Json.uid(pod);
    Instant since = ending.get(uid);
    if (since == null) {
      ending.put(uid, Instant.now());
      status.announceStop(pod);
      return Optional.of(plane.pace().real(TERMINATION));
    }
    double left = TERMINATION - plane.pace().since(since);
    if (left > 0) {
      return Optional.of(plane.pace().real(left));
    }
    if (Json.items(pod, "metadata", "finalizers").isEmpty()) {
      began.remove(uid);
      ending.remove(uid);
      plane.remove("pods", key);
    } else {
      plane.change(
          "pods",
          key,
          changed -> Json.child(changed, "metadata").put("deletionGracePeriodSeconds", 0));
    }
    return Optional.empty();
  }

  private Optional<Duration> live(Key key, ObjectNode pod) {
    Optional<String> unmountable = references.unmountable(pod);
    double now = plane.pace().since(began(pod));
    if (unmountable.isPresent()) {
      plane.events().warning(pod, "kubelet", "FailedMount", unmountable.get());
      now = Math.min(now, ContainerLife.PULLED / 2);
    }
    var init = new ArrayList<ContainerLife>();
    double start = ContainerLife.PULLED;
    for (JsonNode container : Json.items(pod, "spec", "initContainers")) {
      ContainerLife life = ContainerLife.init(container, start, now);
      init.add(life);
      boolean through =
          life.stage() == Stage.COMPLETED
              || (life.stage() == Stage.RUNNING
                  && Json.text(container, "restartPolicy").equals("Always"));
      start =
          through || life.stage() == Stage.RUNNING || life.stage() == Stage.CREATING
              ? start + ContainerLife.INIT
              : Double.POSITIVE_INFINITY;
    }
    List<ContainerLife> lives = lives(pod, start, now);
    status.write(key, pod, init, lives, began(pod));
    if (unmountable.isPresent()) {
      return Optional.of(plane.pace().real(2));
    }
    double next = Double.POSITIVE_INFINITY;
    for (ContainerLife life : lives) {
      next = Math.min(next, life.next());
    }
    for (ContainerLife life : init) {
      next = Math.min(next, life.next());
    }
    return Double.isInfinite(next)
        ? Optional.empty()
        : Optional.of(plane.pace().real(Math.max(0.01, next - now)));
  }

  private List<ContainerLife> lives(ObjectNode pod, double start, double now) {
    boolean job = Json.text(Json.controller(pod), "kind").equals("Job");
    var lives = new ArrayList<ContainerLife>();
    boolean misconfigured = false;
    for (JsonNode container : Json.items(pod, "spec", "containers")) {
      boolean gap = now >= start && references.missing(container, Json.namespace(pod)).isPresent();
      misconfigured |= gap;
      lives.add(
          gap ? ContainerLife.misconfigured(now) : ContainerLife.of(container, job, start, now));
    }
    boolean waited = misconfigured(pod);
    if (waited && !misconfigured) {
      began.put(Json.uid(pod), Instant.now().minus(plane.pace().real(start + 0.01)));
      lives.replaceAll(_ -> new ContainerLife(Stage.CREATING, false, 0, 0, now + 0.05));
    }
    return lives;
  }

  private static boolean misconfigured(JsonNode pod) {
    return Json.items(pod, "status", "containerStatuses").stream()
        .anyMatch(
            s -> Json.text(s, "state", "waiting", "reason").equals("CreateContainerConfigError"));
  }

  private Instant began(JsonNode pod) {
    return began.computeIfAbsent(
        Json.uid(pod),
        _ -> {
          Instant known = Times.read(Json.at(pod, "status", "startTime"));
          return known.equals(Instant.EPOCH) ? Instant.now() : known;
        });
  }
}
