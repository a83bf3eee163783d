package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One pod on every node that fits.
final class DaemonSets implements Controller {

  private static final String ID = "daemonsets.apps";

  private final Plane plane;
  private final Histories histories;

  DaemonSets(Plane plane) {
    this.plane = plane;
    this.histories = new Histories(plane);
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals("nodes")) {
      return plane.list(ID, "").stream().map(Key::of).toList();
    }
    if (change.type().equals(ID) && change.kind() != Change.Kind.DELETED) {
      return List.of(change.key());
    }
    return change.type().equals("pods") ? Pods.controlledBy(change, "DaemonSet") : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode set = plane.get(ID, key);
    if (set == null || Json.deleting(set)) {
      return Optional.empty();
    }
    String update =
        Json.text(histories.update(set), "metadata", "labels", "controller.kubernetes.io/hash");
    List<String> nodes = nodes(set);
    Map<String, ObjectNode> byNode = new HashMap<>();
    for (ObjectNode pod : plane.owned(set, "pods")) {
      byNode.put(Json.text(pod, "spec", "nodeName"), pod);
    }
    nodes.stream().filter(n -> !byNode.containsKey(n)).forEach(n -> create(set, n, update));
    byNode.forEach((node, pod) -> {
      if (!nodes.contains(node) && !Json.deleting(pod)) {
        plane.delete("pods", Key.of(pod));
      }
    });
    roll(set, byNode, nodes.size(), update);
    report(set, nodes, update);
    return byNode.size() < nodes.size() ? Optional.of(plane.pace().real(5)) : Optional.empty();
  }

  private List<String> nodes(JsonNode set) {
    JsonNode pod = Json.at(set, "spec", "template", "spec");
    LabelSelector wanted = LabelSelector.labels(Json.strings(pod, "nodeSelector"));
    return plane.list("nodes", "").stream()
        .filter(wanted::matches)
        .filter(node -> Taints.tolerated(pod, node))
        .map(Json::name)
        .toList();
  }

  private void create(JsonNode set, String node, String revision) {
    ObjectNode pod = Pods.from(set, Json.at(set, "spec", "template"));
    ObjectNode metadata = Json.child(pod, "metadata");
    metadata.put("generateName", Json.name(set) + "-");
    Json.child(metadata, "labels").put(Histories.LABEL, revision);
    metadata.putArray("ownerReferences").add(plane.controllerReference(set));
    Json.child(pod, "spec").put("nodeName", node);
    String component = "daemonset-controller";
    try {
      ObjectNode made = plane.create("pods", pod);
      plane.events().normal(set, component, "SuccessfulCreate", "Created pod: " + Json.name(made));
    } catch (ApiFailure e) {
      plane.events().warning(set, component, "FailedCreate", "Error creating: " + e.getMessage());
    }
  }

  private void roll(JsonNode set, Map<String, ObjectNode> byNode, int total, String update) {
    if (!Json.text(set, "spec", "updateStrategy", "type").equals("RollingUpdate")) {
      return;
    }
    JsonNode rolling = Json.at(set, "spec", "updateStrategy", "rollingUpdate");
    int budget = Math.max(1, Surge.count(rolling.path("maxUnavailable"), total, true));
    // A node without a pod, or whose pod ends, is as unavailable as one whose pod is not ready.
    budget -= total;
    budget +=
        (int) byNode.values().stream().filter(p -> Pods.ready(p) && !Json.deleting(p)).count();
    for (ObjectNode pod : byNode.values()) {
      boolean old = !Json.text(pod, "metadata", "labels", Histories.LABEL).equals(update);
      boolean ready = Pods.ready(pod);
      if (old && !Json.deleting(pod) && (budget > 0 || !ready)) {
        plane.delete("pods", Key.of(pod));
        budget -= ready ? 1 : 0;
      }
    }
  }

  private void report(JsonNode set, List<String> nodes, String update) {
    List<ObjectNode> pods =
        plane.owned(set, "pods").stream()
            .filter(pod -> nodes.contains(Json.text(pod, "spec", "nodeName")))
            .toList();
    int ready = (int) pods.stream().filter(Pods::ready).count();
    int updated =
        (int)
            pods.stream()
                .filter(p -> Json.text(p, "metadata", "labels", Histories.LABEL).equals(update))
                .count();
    plane.status(
        ID,
        Key.of(set),
        changed -> {
          ObjectNode status = Json.child(changed, "status");
          status.put("observedGeneration", Json.integer(set, 1, "metadata", "generation"));
          status.put("desiredNumberScheduled", nodes.size());
          status.put("currentNumberScheduled", pods.size());
          status.put("numberReady", ready).put("numberMisscheduled", 0);
          ReplicaSets.count(status, "numberAvailable", ready);
          ReplicaSets.count(status, "updatedNumberScheduled", updated);
          ReplicaSets.count(status, "numberUnavailable", nodes.size() - ready);
        });
    var used = new HashSet<String>();
    pods.forEach(
        p -> used.add(Json.name(set) + "-" + Json.text(p, "metadata", "labels", Histories.LABEL)));
    used.add(Json.name(set) + "-" + update);
    histories.tidy(set, used);
  }
}
