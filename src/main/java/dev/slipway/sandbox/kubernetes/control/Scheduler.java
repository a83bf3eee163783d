package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives pods a node: the next one in turn that fits.
final class Scheduler {

  private static final String COMPONENT = "default-scheduler";

  private final Plane plane;
  private final References references;
  private int turn;

  Scheduler(Plane plane) {
    this.plane = plane;
    this.references = new References(plane);
  }

  /// Whether the pod has a node now.
  boolean place(ObjectNode pod) {
    List<ObjectNode> nodes = plane.list("nodes", "");
    Optional<String> claim = references.unclaimed(pod);
    if (claim.isPresent()) {
      refuse(
          pod,
          "0/"
              + nodes.size()
              + " nodes are available: persistentvolumeclaim \""
              + claim.get()
              + "\" not found. preemption: 0/"
              + nodes.size()
              + " nodes are available: "
              + nodes.size()
              + " Preemption is not helpful for scheduling.");
      return false;
    }
    Map<String, String> wanted = Json.strings(pod, "spec", "nodeSelector");
    LabelSelector selector = LabelSelector.labels(wanted);
    List<ObjectNode> tolerated =
        nodes.stream()
            .filter(node -> !Json.flag(node, "spec", "unschedulable"))
            .filter(node -> Conditions.is(node, "Ready", "True"))
            .filter(node -> Taints.tolerated(pod.path("spec"), node))
            .toList();
    List<ObjectNode> fitting = tolerated.stream().filter(selector::matches).toList();
    if (fitting.isEmpty()) {
      refuse(pod, nobody(nodes.size(), tolerated.size()));
      return false;
    }
    String node = Json.name(fitting.get(Math.floorMod(turn++, fitting.size())));
    bind(pod, node);
    return true;
  }

  /// The scheduler's words: taints are looked at before the pod's own wishes.
  private static String nobody(int all, int tolerated) {
    var reasons = new ArrayList<String>();
    if (tolerated > 0) {
      reasons.add(tolerated + " node(s) didn't match Pod's node affinity/selector");
    }
    if (tolerated < all) {
      reasons.add(all - tolerated + " node(s) had untolerated taint(s)");
    }
    return "0/%1$d nodes are available: %2$s. preemption: 0/%1$d nodes are available: %1$d Preemption is not helpful for scheduling."
        .formatted(all, String.join(", ", reasons));
  }

  private void bind(ObjectNode pod, String node) {
    Key key = Key.of(pod);
    plane.change(
        "pods", key, "", COMPONENT, changed -> Json.child(changed, "spec").put("nodeName", node));
    plane.change(
        "pods",
        key,
        "status",
        COMPONENT,
        changed -> Conditions.setPlain(changed, "PodScheduled", "True", "", ""));
    plane
        .events()
        .normal(
            pod,
            COMPONENT,
            "Scheduled",
            "Successfully assigned " + key.namespace() + "/" + key.name() + " to " + node);
  }

  private void refuse(JsonNode pod, String message) {
    plane.change(
        "pods",
        Key.of(pod),
        "status",
        COMPONENT,
        changed -> Conditions.setPlain(changed, "PodScheduled", "False", "Unschedulable", message));
    plane.events().warning(pod, COMPONENT, "FailedScheduling", message);
  }
}
