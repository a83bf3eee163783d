package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterGateway.JobRun;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.WorkloadPatch.StartJob;
import dev.slipway.clusters.WriteResult;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Jobs in one namespace: one that is made under a name that is taken once, and how it goes.
final class Jobs {

  /// Kubernetes puts it on the pods of a Job in every version that has Jobs.
  private static final String OF_JOB = "job-name=";

  /// A Job that begins again keeps the pods of before.
  private static final int MOST_PODS = 20;

  private final ClusterCalls calls;
  private final String namespace;

  Jobs(ClusterCalls calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  /// Makes it. One that is there already and carries the same marks is the one that was made
  /// before.
  WriteResult start(StartJob wanted, String parameters) {
    try {
      var answer =
          calls.send(
              "POST",
              Paths.batch(namespace, "jobs") + parameters,
              "application/json",
              wanted.job().toString());
      if (answer.status() == 409) {
        return found(wanted);
      }
      return answer.ok() ? accepted(answer.json()) : WriteAnswers.failed(answer);
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  private WriteResult found(StartJob wanted) {
    try {
      var there = calls.get(path(wanted.name())).json();
      return annotations(there).entrySet().containsAll(wanted.marks().entrySet())
          ? accepted(there)
          : new WriteResult.Refused(409, "There is another Job named " + wanted.name());
    } catch (ClusterUnreachable silent) {
      return new WriteResult.Unknown(String.valueOf(silent.getMessage()));
    }
  }

  Optional<JobRun> run(String name) {
    var answer = calls.get(path(name));
    if (answer.status() == 404) {
      return Optional.empty();
    }
    var job = Reads.required(calls, answer).json();
    var pod = newestPod(name);
    var failed = condition(job, "Failed");
    var waits = pod == null ? null : waiting(pod);
    return Optional.of(
        new JobRun(
            Fields.text(job.path("metadata"), "uid"),
            annotations(job),
            condition(job, "Complete") != null,
            failed != null,
            pod != null && began(job, pod),
            failed != null ? Fields.text(failed, "reason") : text(waits, "reason"),
            failed != null ? Fields.text(failed, "message") : text(waits, "message"),
            pod == null ? null : Fields.text(pod.path("metadata"), "name")));
  }

  private @Nullable JsonNode newestPod(String job) {
    var selector = Paths.query(OF_JOB + job);
    var answer =
        calls.get(
            Paths.core(namespace, "pods") + "?labelSelector=" + selector + "&limit=" + MOST_PODS);
    var items = Reads.required(calls, answer).json().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .max(Comparator.comparing(pod -> Fields.text(pod.path("metadata"), "creationTimestamp")))
        .orElse(null);
  }

  /// Only "True" counts: a condition may say that it does not hold.
  private static @Nullable JsonNode condition(JsonNode job, String type) {
    for (var one : job.path("status").path("conditions")) {
      if (Fields.text(one, "type").equals(type) && Fields.text(one, "status").equals("True")) {
        return one;
      }
    }
    return null;
  }

  /// Only its own containers count: one that a mesh puts beside them runs whatever becomes of them.
  static boolean began(JsonNode job, JsonNode pod) {
    var own = new HashSet<String>();
    for (var list : List.of("containers", "initContainers")) {
      job.at("/spec/template/spec/" + list).forEach(one -> own.add(Fields.text(one, "name")));
    }
    for (var list : List.of("containerStatuses", "initContainerStatuses")) {
      for (var one : pod.path("status").path(list)) {
        if (own.contains(Fields.text(one, "name")) && ran(one)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean ran(JsonNode status) {
    var state = status.path("state");
    return state.has("running")
        || state.has("terminated")
        || status.path("lastState").has("terminated");
  }

  /// What keeps it from beginning: an image, a setting, a place to run.
  private static @Nullable JsonNode waiting(JsonNode pod) {
    for (var list : List.of("initContainerStatuses", "containerStatuses")) {
      for (var one : pod.path("status").path(list)) {
        var waiting = one.path("state").path("waiting");
        if (waiting.isObject()) {
          return waiting;
        }
      }
    }
    for (var one : pod.path("status").path("conditions")) {
      if (Fields.text(one, "type").equals("PodScheduled")
          && Fields.text(one, "status").equals("False")) {
        return one;
      }
    }
    return null;
  }

  private static String text(@Nullable JsonNode node, String field) {
    return node == null ? "" : Fields.text(node, field);
  }

  private static Map<String, String> annotations(JsonNode object) {
    var found = new HashMap<String, String>();
    object
        .path("metadata")
        .path("annotations")
        .properties()
        .forEach(each -> found.put(each.getKey(), each.getValue().asString("")));
    return found;
  }

  private static WriteResult accepted(JsonNode object) {
    var metadata = object.path("metadata");
    var uid = Fields.text(metadata, "uid");
    return uid.isEmpty()
        ? new WriteResult.Unknown("The answer does not hold the Job")
        : new WriteResult.Accepted(uid, 0, Fields.text(metadata, "resourceVersion"));
  }

  private String path(String name) {
    return Paths.batch(namespace, "jobs/" + Paths.segment(name));
  }
}
