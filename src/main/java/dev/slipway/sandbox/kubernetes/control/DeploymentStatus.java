package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Counts and conditions of a deployment, with the deadline of its progress.
final class DeploymentStatus {

  private static final String PROGRESSING = "Progressing";
  private static final String AVAILABLE = "NewReplicaSetAvailable";
  private static final String TIMED_OUT = "ProgressDeadlineExceeded";
  private static final String PAUSED = "DeploymentPaused";

  private final Plane plane;

  DeploymentStatus(Plane plane) {
    this.plane = plane;
  }

  private record Counts(int replicas, int updated, int ready, int available, int wanted) {

    static Counts of(JsonNode deployment, @Nullable ObjectNode current, List<ObjectNode> sets) {
      return new Counts(
          sum(sets, "replicas"),
          current == null ? 0 : Json.integer(current, 0, "status", "replicas"),
          sum(sets, "readyReplicas"),
          sum(sets, "availableReplicas"),
          Json.integer(deployment, 1, "spec", "replicas"));
    }

    static Counts of(JsonNode deployment) {
      JsonNode status = deployment.path("status");
      return new Counts(
          Json.integer(status, 0, "replicas"),
          Json.integer(status, 0, "updatedReplicas"),
          Json.integer(status, 0, "readyReplicas"),
          Json.integer(status, 0, "availableReplicas"),
          Json.integer(deployment, 1, "spec", "replicas"));
    }

    boolean complete() {
      return updated == wanted && replicas == wanted && available == wanted;
    }

    boolean further(Counts before) {
      return updated > before.updated
          || replicas - updated < before.replicas - before.updated
          || ready > before.ready
          || available > before.available;
    }

    private static int sum(List<ObjectNode> sets, String field) {
      return sets.stream().mapToInt(set -> Json.integer(set, 0, "status", field)).sum();
    }
  }

  boolean complete(JsonNode deployment, @Nullable ObjectNode current, List<ObjectNode> sets) {
    return Counts.of(deployment, current, sets).complete();
  }

  /// Writes the status; asks for another look when the deadline is still ahead.
  Optional<Duration> write(
      ObjectNode seen, @Nullable ObjectNode current, List<ObjectNode> sets, boolean created) {
    Counts counts = Counts.of(seen, current, sets);
    int spec = sets.stream().mapToInt(Deployments::spec).sum();
    int terminating =
        sets.stream().mapToInt(s -> Json.integer(s, 0, "status", "terminatingReplicas")).sum();
    plane.status(
        Deployments.ID,
        Key.of(seen),
        deployment -> {
          ObjectNode status = Json.child(deployment, "status");
          Counts before = Counts.of(deployment);
          status.put("observedGeneration", Json.integer(seen, 1, "metadata", "generation"));
          ReplicaSets.count(status, "replicas", counts.replicas());
          ReplicaSets.count(status, "updatedReplicas", counts.updated());
          ReplicaSets.count(status, "readyReplicas", counts.ready());
          ReplicaSets.count(status, "availableReplicas", counts.available());
          ReplicaSets.count(status, "unavailableReplicas", Math.max(0, spec - counts.available()));
          status.put("terminatingReplicas", terminating);
          if (current != null) {
            Json.child(Json.child(deployment, "metadata"), "annotations")
                .put(Revisions.REVISION, Long.toString(Revisions.number(current)));
          }
          availability(deployment, counts);
          progress(deployment, current, counts, before, created);
          failure(deployment, current, sets);
        });
    return deadline(Key.of(seen));
  }

  private static void availability(ObjectNode deployment, Counts counts) {
    boolean enough = counts.available() >= Surge.of(deployment).leastAvailable();
    Conditions.set(
        deployment,
        "Available",
        enough ? "True" : "False",
        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        "Deployment " + (enough ? "has" : "does not have") + " minimum availability.",
        false);
  }

  private void progress(
      ObjectNode deployment,
      @Nullable ObjectNode current,
      Counts counts,
      Counts before,
      boolean created) {
    if (!deadlined(deployment)) {
      Conditions.drop(deployment, PROGRESSING);
      return;
    }
    String set = current == null ? "" : Json.name(current);
    if (pausing(deployment)) {
      return;
    }
    if (created) {
      Conditions.set(
          deployment,
          PROGRESSING,
          "True",
          "NewReplicaSetCreated",
          "Created new replica set \"" + set + "\"",
          true);
    } else if (current != null && Conditions.find(deployment, PROGRESSING).isEmpty()) {
      Conditions.set(
          deployment,
          PROGRESSING,
          "True",
          "FoundNewReplicaSet",
          "Found new replica set \"" + set + "\"",
          true);
    }
    String reason = Json.text(Conditions.find(deployment, PROGRESSING), "reason");
    boolean done = counts.replicas() == counts.updated() && reason.equals(AVAILABLE);
    if (done || Json.flag(deployment, "spec", "paused")) {
      return;
    }
    if (counts.complete()) {
      String message = "ReplicaSet \"" + set + "\" has successfully progressed.";
      Conditions.set(deployment, PROGRESSING, "True", AVAILABLE, message, true);
    } else if (counts.further(before)) {
      String message = "ReplicaSet \"" + set + "\" is progressing.";
      Conditions.set(deployment, PROGRESSING, "True", "ReplicaSetUpdated", message, true);
    } else if (timedOut(deployment)) {
      String message = "ReplicaSet \"" + set + "\" has timed out progressing.";
      Conditions.set(deployment, PROGRESSING, "False", TIMED_OUT, message, false);
    }
  }

  /// Pausing and resuming have conditions of their own; a missed deadline outlasts both.
  private static boolean pausing(ObjectNode deployment) {
    String reason = Json.text(Conditions.find(deployment, PROGRESSING), "reason");
    boolean paused = Json.flag(deployment, "spec", "paused");
    if (reason.equals(TIMED_OUT)) {
      return false;
    }
    if (paused && !reason.equals(PAUSED)) {
      Conditions.set(deployment, PROGRESSING, "Unknown", PAUSED, "Deployment is paused", true);
      return true;
    }
    if (!paused && reason.equals(PAUSED)) {
      Conditions.set(
          deployment, PROGRESSING, "Unknown", "DeploymentResumed", "Deployment is resumed", true);
    }
    return paused;
  }

  private static void failure(
      ObjectNode deployment, @Nullable ObjectNode current, List<ObjectNode> sets) {
    JsonNode found = current == null ? Json.object() : Conditions.find(current, "ReplicaFailure");
    for (ObjectNode set : sets) {
      if (found.isEmpty()) {
        found = Conditions.find(set, "ReplicaFailure");
      }
    }
    if (found.isEmpty()) {
      Conditions.drop(deployment, "ReplicaFailure");
    } else {
      Conditions.set(
          deployment,
          "ReplicaFailure",
          "True",
          Json.text(found, "reason"),
          Json.text(found, "message"),
          false);
    }
  }

  private static boolean deadlined(JsonNode deployment) {
    int deadline = Json.integer(deployment, Integer.MAX_VALUE, "spec", "progressDeadlineSeconds");
    return deadline != Integer.MAX_VALUE;
  }

  private boolean timedOut(JsonNode deployment) {
    JsonNode condition = Conditions.find(deployment, PROGRESSING);
    Instant last = Times.read(condition.path("lastUpdateTime"));
    String reason = Json.text(condition, "reason");
    if (condition.isEmpty() || reason.equals(AVAILABLE)) {
      return false;
    }
    int deadline = Json.integer(deployment, 600, "spec", "progressDeadlineSeconds");
    return reason.equals(TIMED_OUT) || plane.pace().since(last) >= deadline;
  }

  private Optional<Duration> deadline(Key key) {
    ObjectNode now = plane.get(Deployments.ID, key);
    if (now == null || !deadlined(now) || Json.flag(now, "spec", "paused")) {
      return Optional.empty();
    }
    JsonNode condition = Conditions.find(now, PROGRESSING);
    if (condition.isEmpty()
        || Json.text(condition, "reason").matches(AVAILABLE + "|" + TIMED_OUT)) {
      return Optional.empty();
    }
    int deadline = Json.integer(now, 600, "spec", "progressDeadlineSeconds");
    double left = deadline - plane.pace().since(Times.read(condition.path("lastUpdateTime")));
    return Optional.of(plane.pace().real(Math.max(0.05, left)));
  }
}
