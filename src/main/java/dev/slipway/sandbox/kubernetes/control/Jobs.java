package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs pods until enough of them have ended well, or too many have not.
final class Jobs implements Controller {

  static final String ID = "jobs.batch";
  private static final String COMPONENT = "job-controller";

  private final Plane plane;

  Jobs(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals(ID) && change.kind() != Change.Kind.DELETED) {
      return List.of(change.key());
    }
    return change.type().equals("pods") ? Pods.controlledBy(change, "Job") : List.of();
  }

  static boolean over(JsonNode job) {
    return Conditions.is(job, "Complete", "True") || Conditions.is(job, "Failed", "True");
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode job = plane.get(ID, key);
    if (job == null || Json.deleting(job)) {
      return Optional.empty();
    }
    if (over(job)) {
      return expire(key, job);
    }
    List<ObjectNode> pods = plane.owned(job, "pods");
    int active = (int) pods.stream().filter(Pods::active).count();
    int succeeded = ended(pods, "Succeeded");
    int failed = ended(pods, "Failed");
    int wanted = Json.integer(job, 1, "spec", "completions");
    boolean complete = succeeded >= wanted;
    boolean suspended = Json.flag(job, "spec", "suspend");
    double left = suspended ? Double.POSITIVE_INFINITY : left(job);
    boolean late = !complete && left <= 0;
    boolean given = late || failed > Json.integer(job, 6, "spec", "backoffLimit");
    if (suspended || complete || given) {
      pods.stream().filter(Pods::active).forEach(p -> plane.delete("pods", Key.of(p)));
    } else {
      int room = Math.min(Json.integer(job, 1, "spec", "parallelism"), wanted - succeeded);
      for (int i = active; i < room; i++) {
        create(job);
        active++;
      }
    }
    report(job, active, succeeded, failed, complete, given, late);
    return complete || given || Double.isInfinite(left)
        ? Optional.empty()
        : Optional.of(plane.pace().real(left));
  }

  /// Seconds until its time is over; without bound where it has none, or has not begun.
  private double left(JsonNode job) {
    if (Json.absent(job, "spec", "activeDeadlineSeconds")
        || Json.absent(job, "status", "startTime")) {
      return Double.POSITIVE_INFINITY;
    }
    return Json.integer(job, 0, "spec", "activeDeadlineSeconds")
        - plane.pace().since(Times.read(Json.at(job, "status", "startTime")));
  }

  private void create(ObjectNode job) {
    ObjectNode pod = Pods.from(job, Json.at(job, "spec", "template"));
    ObjectNode metadata = Json.child(pod, "metadata").put("generateName", Json.name(job) + "-");
    metadata.putArray("ownerReferences").add(plane.controllerReference(job));
    ObjectNode made = plane.create("pods", pod);
    plane.events().normal(job, COMPONENT, "SuccessfulCreate", "Created pod: " + Json.name(made));
  }

  private void report(
      ObjectNode job,
      int active,
      int succeeded,
      int failed,
      boolean complete,
      boolean given,
      boolean late) {
    String reason = late ? "DeadlineExceeded" : "BackoffLimitExceeded";
    String why =
        late
            ? "Job was active longer than specified deadline"
            : "Job has reached the specified backoff limit";
    plane.status(
        ID,
        Key.of(job),
        changed -> {
          ObjectNode status = Json.child(changed, "status");
          boolean suspended = Json.flag(changed, "spec", "suspend");
          if (!suspended && Json.absent(status, "startTime")) {
            status.put("startTime", Times.now());
          }
          ReplicaSets.count(status, "active", complete || given || suspended ? 0 : active);
          ReplicaSets.count(status, "succeeded", succeeded);
          ReplicaSets.count(status, "failed", failed);
          status.put("ready", 0).put("terminating", 0);
          Json.child(status, "uncountedTerminatedPods");
          if (suspended) {
            Conditions.setPlain(changed, "Suspended", "True", "JobSuspended", "Job suspended");
          }
          if (complete) {
            status.put("completionTime", Times.now());
            String message = "Reached expected number of succeeded pods";
            Conditions.setPlain(
                changed, "SuccessCriteriaMet", "True", "CompletionsReached", message);
            Conditions.setPlain(changed, "Complete", "True", "CompletionsReached", message);
          } else if (given) {
            Conditions.setPlain(changed, "FailureTarget", "True", reason, why);
            Conditions.setPlain(changed, "Failed", "True", reason, why);
          }
        });
    if (complete) {
      plane.events().normal(job, COMPONENT, "Completed", "Job completed");
    } else if (given) {
      plane.events().warning(job, COMPONENT, reason, why);
    }
  }

  private Optional<Duration> expire(Key key, JsonNode job) {
    if (Json.absent(job, "spec", "ttlSecondsAfterFinished")) {
      return Optional.empty();
    }
    JsonNode end =
        Conditions.find(job, Conditions.is(job, "Complete", "True") ? "Complete" : "Failed");
    double left =
        Json.integer(job, 0, "spec", "ttlSecondsAfterFinished")
            - plane.pace().since(Times.read(end.path("lastTransitionTime")));
    if (left > 0) {
      return Optional.of(plane.pace().real(left));
    }
    plane.delete(ID, key);
    return Optional.empty();
  }

  private static int ended(List<ObjectNode> pods, String phase) {
    return (int) pods.stream().filter(p -> Json.text(p, "status", "phase").equals(phase)).count();
  }
}
