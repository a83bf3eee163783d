package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadPatch.CreateAutoscaler;
import dev.slipway.clusters.WorkloadPatch.DeleteAutoscaler;
import dev.slipway.clusters.WorkloadPatch.SetSync;
import dev.slipway.clusters.WriteResult;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Writes to what stands beside a workload: its autoscaler, the application that delivers it. None
/// of them counts generations that would say anything of the workload.
final class SideWrites {

  private static final String JSON = "application/json";
  private static final String MERGE = "application/merge-patch+json";

  private final ClusterCalls calls;
  private final LiveObject read;
  private final String parameters;

  SideWrites(ClusterCalls calls, LiveObject read, String parameters) {
    this.calls = calls;
    this.read = read;
    this.parameters = parameters;
  }

  WriteResult send(WorkloadPatch patch) {
    return switch (patch) {
      case CreateAutoscaler create -> create(create);
      case DeleteAutoscaler delete -> delete(delete);
      case SetSync sync -> sync(sync);
      default -> throw new IllegalArgumentException("patch: " + patch.getClass().getSimpleName());
    };
  }

  /// The name is the precondition: whoever comes second is answered 409 AlreadyExists.
  private WriteResult create(CreateAutoscaler wanted) {
    var namespace = read.ref().namespace();
    try {
      var answer =
          calls.send(
              "POST",
              Paths.autoscalers(namespace) + parameters,
              JSON,
              PatchBodies.autoscaler(read, wanted).toString());
      if (answer.status() == 409 && !scalesThis(namespace, wanted.name())) {
        return new WriteResult.Refused(
            409,
            "HorizontalPodAutoscaler %s exists and scales something else; rename or delete it first"
                .formatted(wanted.name()));
      }
      return answer.ok() ? accepted(answer.json()) : WriteAnswers.failed(answer);
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  private boolean scalesThis(String namespace, String name) {
    try {
      var found = calls.get(Paths.autoscaler(namespace, name)).json();
      return AutoscalerRecord.from(found)
          .target()
          .equals(WorkloadRecord.key(read.ref().kind(), namespace, read.ref().name()));
    } catch (ClusterUnreachable e) {
      return true;
    }
  }

  private WriteResult delete(DeleteAutoscaler wanted) {
    var path = Paths.autoscaler(read.ref().namespace(), wanted.autoscaler());
    var found = first(path);
    if (!found.ok()) {
      return WriteAnswers.failed(found);
    }
    var metadata = found.json().path("metadata");
    if (!wanted.autoscalerUid().equals(Fields.text(metadata, "uid"))) {
      return anotherNow("HorizontalPodAutoscaler " + wanted.autoscaler());
    }
    var options = JsonNodeFactory.instance.objectNode();
    options.put("kind", "DeleteOptions").put("apiVersion", "v1");
    options
        .putObject("preconditions")
        .put("uid", wanted.autoscalerUid())
        .put("resourceVersion", Fields.text(metadata, "resourceVersion"));
    try {
      // A field manager writes; a delete has none.
      var tried = parameters.contains("dryRun") ? "?dryRun=All" : "";
      var answer = calls.send("DELETE", path + tried, JSON, options.toString());
      return answer.ok()
          ? new WriteResult.Accepted(wanted.autoscalerUid(), 0, "")
          : WriteAnswers.failed(answer);
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  private WriteResult sync(SetSync wanted) {
    var path = Paths.application(wanted.applicationNamespace(), wanted.application());
    var found = first(path);
    if (!found.ok()) {
      return WriteAnswers.failed(found);
    }
    var application = found.json();
    var now = ApplicationRecord.automated(application);
    var expected = wanted.paused() ? now.equals(wanted.automated()) : !now.isObject();
    if (!expected) {
      return new WriteResult.Conflict(
          "Somebody changed the sync policy of " + wanted.application() + " meanwhile");
    }
    var before = Fields.text(application.path("metadata"), "resourceVersion");
    try {
      var answer =
          calls.send(
              "PATCH", path + parameters, MERGE, PatchBodies.sync(application, wanted).toString());
      if (!answer.ok()) {
        return WriteAnswers.failed(answer);
      }
      var after = Fields.text(answer.json().path("metadata"), "resourceVersion");
      return after.equals(before) && !parameters.contains("dryRun")
          ? new WriteResult.Unknown("The answer holds the application as it was before the write")
          : accepted(answer.json());
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  private static WriteResult.Conflict anotherNow(String what) {
    return new WriteResult.Conflict(what + " was deleted and made anew");
  }

  private static WriteResult accepted(JsonNode object) {
    var metadata = object.path("metadata");
    return Fields.text(metadata, "uid").isEmpty()
        ? new WriteResult.Unknown("The answer does not hold the object")
        : new WriteResult.Accepted(
            Fields.text(metadata, "uid"), 0, Fields.text(metadata, "resourceVersion"));
  }

  /// A read before the write: whatever goes wrong in it, nothing was written.
  private Answer first(String path) {
    try {
      return calls.get(path);
    } catch (ClusterUnreachable e) {
      return new Answer(429, "5", new byte[0]);
    }
  }
}
