package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Horizontal pod autoscalers. The load is made up: it swings slowly, half a pod below what the
/// smallest allowed number of pods can carry, or is what an annotation says in pods. Metrics that
/// are no resource have a value only where an APIService serves them; without it the controller
/// does as that of Kubernetes: it scales up by what it knows, never down.
final class Autoscalers implements Controller {

  private static final String ID = "horizontalpodautoscalers.autoscaling";
  private static final String LOAD = "simulator.slipway.dev/load";
  private static final double SYNC = 15;
  private static final double WAVE = 600;

  private final Plane plane;
  private final Map<String, Instant> lowerSince = new HashMap<>();

  Autoscalers(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals(ID) && change.kind() != Change.Kind.DELETED
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode autoscaler = plane.get(ID, key);
    if (autoscaler == null || Json.deleting(autoscaler)) {
      return Optional.empty();
    }
    String target = targetType(autoscaler);
    Key at = new Key(key.namespace(), Json.text(autoscaler, "spec", "scaleTargetRef", "name"));
    ObjectNode workload = target.isEmpty() ? null : plane.get(target, at);
    if (workload == null) {
      plane.status(
          ID,
          key,
          changed ->
              Conditions.setPlain(
                  changed,
                  "AbleToScale",
                  "False",
                  "FailedGetScale",
                  "the HPA controller was unable to get the target's current scale: "
                      + target
                      + " \""
                      + at.name()
                      + "\" not found"));
    } else {
      scale(key, autoscaler, target, workload);
    }
    return Optional.of(plane.pace().real(SYNC));
  }

  private static String targetType(JsonNode autoscaler) {
    return switch (Json.text(autoscaler, "spec", "scaleTargetRef", "kind")) {
      case "Deployment" -> Deployments.ID;
      case "StatefulSet" -> "statefulsets.apps";
      case "ReplicaSet" -> Revisions.ID;
      default -> "";
    };
  }

  private void scale(Key key, ObjectNode autoscaler, String target, ObjectNode workload) {
    int current = Json.integer(workload, 1, "spec", "replicas");
    int min = Json.integer(autoscaler, 1, "spec", "minReplicas");
    int max = Json.integer(autoscaler, 1, "spec", "maxReplicas");
    if (current == 0 && min != 0) {
      plane.status(
          ID,
          key,
          changed -> {
            Json.child(changed, "status").put("currentReplicas", 0).put("desiredReplicas", 0);
            Conditions.setPlain(
                changed,
                "ScalingActive",
                "False",
                "ScalingDisabled",
                "scaling is disabled since the replica count of the target is zero");
          });
      return;
    }
    double load = load(autoscaler, min);
    int wanted = (int) Math.ceil(load);
    int desired = Math.clamp(wanted, min, max);
    String reason = "";
    List<JsonNode> unserved = ScalingMetrics.unserved(plane, autoscaler);
    boolean blind =
        !unserved.isEmpty()
            && (wanted < current
                || unserved.size() == Json.items(autoscaler, "spec", "metrics").size());
    if (current > max) {
      desired = max;
      reason = "Current number of replicas above Spec.MaxReplicas";
    } else if (current < min) {
      desired = min;
      reason = "Current number of replicas below Spec.MinReplicas";
    } else if (blind) {
      desired = current;
    } else if (desired > current) {
      reason = "cpu resource utilization (percentage of request) above target";
    } else if (desired < current) {
      desired = stabilized(autoscaler, desired, current);
      reason = "All metrics below target";
    }
    if (desired >= current) {
      lowerSince.remove(Json.uid(autoscaler));
    }
    report(key, current, desired, wanted, load / current, blind, unserved);
    if (desired != current) {
      rescale(autoscaler, target, Key.of(workload), desired, reason);
    }
  }

  private static double load(JsonNode autoscaler, int min) {
    String given = Json.text(autoscaler, "metadata", "annotations", LOAD);
    if (given.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
      return Double.parseDouble(given);
    }
    double phase = Math.floorMod(Json.uid(autoscaler).hashCode(), 1000) / 1000.0;
    double turn = System.currentTimeMillis() / 1000.0 / WAVE + phase;
    return min - 0.5 + 0.2 * Math.sin(2 * Math.PI * turn);
  }

  private int stabilized(JsonNode autoscaler, int desired, int current) {
    Instant since = lowerSince.computeIfAbsent(Json.uid(autoscaler), _ -> Instant.now());
    int window =
        Json.integer(
            autoscaler, 300, "spec", "behavior", "scaleDown", "stabilizationWindowSeconds");
    return plane.pace().since(since) >= window ? desired : current;
  }

  private void rescale(
      ObjectNode autoscaler, String target, Key workload, int desired, String reason) {
    plane.change(
        target,
        workload,
        "scale",
        "kube-controller-manager",
        changed -> Json.child(changed, "spec").put("replicas", desired));
    plane.status(
        ID,
        Key.of(autoscaler),
        changed -> Json.child(changed, "status").put("lastScaleTime", Times.now()));
    plane
        .events()
        .normal(
            autoscaler,
            "horizontal-pod-autoscaler",
            "SuccessfulRescale",
            "New size: " + desired + "; reason: " + reason);
  }

  private void report(
      Key key,
      int current,
      int desired,
      int wanted,
      double used,
      boolean blind,
      List<JsonNode> unserved) {
    plane.status(
        ID,
        key,
        changed -> {
          ObjectNode status = Json.child(changed, "status");
          status.put("currentReplicas", current).put("desiredReplicas", desired);
          ScalingMetrics.current(changed, status, used, unserved);
          Conditions.setPlain(
              changed,
              "AbleToScale",
              "True",
              "ReadyForNewScale",
              "recommended size matches current size");
          Conditions.setPlain(
              changed,
              "ScalingActive",
              blind ? "False" : "True",
              blind ? ScalingMetrics.reason(unserved.getFirst()) : "ValidMetricFound",
              blind
                  ? ScalingMetrics.failure(key, unserved.getFirst())
                  : "the HPA was able to successfully calculate a replica count from cpu resource"
                      + " utilization (percentage of request)");
          boolean few = wanted < Json.integer(changed, 1, "spec", "minReplicas");
          boolean many = wanted > Json.integer(changed, 1, "spec", "maxReplicas");
          Conditions.setPlain(
              changed,
              "ScalingLimited",
              few || many ? "True" : "False",
              few ? "TooFewReplicas" : many ? "TooManyReplicas" : "DesiredWithinRange",
              few
                  ? "the desired replica count is less than the minimum replica count"
                  : many
                      ? "the desired replica count is more than the maximum replica count"
                      : "the desired count is within the acceptable range");
        });
  }
}
