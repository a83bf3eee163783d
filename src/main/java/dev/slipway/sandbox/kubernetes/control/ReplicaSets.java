package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Keeps as many pods of one template as the spec asks for.
final class ReplicaSets implements Controller {

  private static final String ID = "replicasets.apps";
  private static final String COMPONENT = "replicaset-controller";
  private static final int BURST = 500;

  private final Plane plane;

  ReplicaSets(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals(ID) && change.kind() != Change.Kind.DELETED) {
      return List.of(change.key());
    }
    return change.type().equals("pods") ? Pods.controlledBy(change, "ReplicaSet") : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode set = plane.get(ID, key);
    if (set == null) {
      return Optional.empty();
    }
    String failure = "";
    if (!Json.deleting(set)) {
      List<ObjectNode> active = active(set);
      int missing = Json.integer(set, 1, "spec", "replicas") - active.size();
      if (missing > 0) {
        failure = grow(set, Math.min(missing, BURST));
      } else if (missing < 0) {
        shrink(set, active, -missing);
      }
    }
    return status(set, key, failure);
  }

  private List<ObjectNode> active(ObjectNode set) {
    LabelSelector selector = LabelSelector.of(Json.at(set, "spec", "selector"));
    return plane.owned(set, "pods").stream()
        .filter(Pods::active)
        .filter(selector::matches)
        .toList();
  }

  private String grow(ObjectNode set, int count) {
    for (int i = 0; i < count; i++) {
      try {
        ObjectNode pod = Pods.from(set, Json.at(set, "spec", "template"));
        Json.child(pod, "metadata").put("generateName", Json.name(set) + "-");
        Json.list(Json.child(pod, "metadata"), "ownerReferences")
            .add(plane.controllerReference(set));
        ObjectNode made = plane.create("pods", pod);
        plane
            .events()
            .normal(set, COMPONENT, "SuccessfulCreate", "Created pod: " + Json.name(made));
      } catch (ApiFailure e) {
        plane.events().warning(set, COMPONENT, "FailedCreate", "Error creating: " + e.getMessage());
        return String.valueOf(e.getMessage());
      }
    }
    return "";
  }

  private void shrink(ObjectNode set, List<ObjectNode> active, int count) {
    Comparator<ObjectNode> order =
        Comparator.comparing((ObjectNode p) -> !Json.absent(p, "spec", "nodeName"))
            .thenComparing(p -> Json.text(p, "status", "phase").equals("Running"))
            .thenComparing(Pods::ready)
            .thenComparing(Comparator.comparing((ObjectNode p) -> Pods.readySince(p)).reversed())
            .thenComparing(
                Comparator.comparing(
                        (ObjectNode p) -> Times.read(Json.at(p, "metadata", "creationTimestamp")))
                    .reversed());
    active.stream()
        .sorted(order)
        .limit(count)
        .forEach(pod -> {
          plane.delete("pods", Key.of(pod));
          plane
              .events()
              .normal(set, COMPONENT, "SuccessfulDelete", "Deleted pod: " + Json.name(pod));
        });
  }

  private Optional<Duration> status(ObjectNode seen, Key key, String failure) {
    List<ObjectNode> pods = active(seen);
    int minReady = Json.integer(seen, 0, "spec", "minReadySeconds");
    LabelSelector template =
        LabelSelector.labels(Json.strings(seen, "spec", "template", "metadata", "labels"));
    long ready = pods.stream().filter(Pods::ready).count();
    long available = pods.stream().filter(p -> Pods.available(p, minReady, plane.pace())).count();
    long labelled = pods.stream().filter(template::matches).count();
    int terminating = (int) plane.owned(seen, "pods").stream().filter(Json::deleting).count();
    plane.status(
        ID,
        key,
        set -> {
          ObjectNode status = Json.child(set, "status");
          status.put("replicas", pods.size());
          count(status, "fullyLabeledReplicas", (int) labelled);
          count(status, "readyReplicas", (int) ready);
          count(status, "availableReplicas", (int) available);
          status.put("terminatingReplicas", terminating);
          status.put("observedGeneration", Json.integer(seen, 1, "metadata", "generation"));
          if (!failure.isEmpty()) {
            Conditions.setPlain(set, "ReplicaFailure", "True", "FailedCreate", failure);
          } else if (status.has("conditions")) {
            status.remove("conditions");
          }
        });
    if (!failure.isEmpty()) {
      return Optional.of(plane.pace().real(5));
    }
    return available < ready ? Optional.of(plane.pace().real(1)) : Optional.empty();
  }

  static void count(ObjectNode status, String name, int value) {
    if (value == 0) {
      status.remove(name);
    } else {
      status.put(name, value);
    }
  }
}
