package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadPatch.CreateAutoscaler;
import dev.slipway.clusters.WorkloadPatch.DeleteAutoscaler;
import dev.slipway.clusters.WorkloadPatch.ReplaceTemplate;
import dev.slipway.clusters.WorkloadPatch.Restart;
import dev.slipway.clusters.WorkloadPatch.RestoreBackup;
import dev.slipway.clusters.WorkloadPatch.Scale;
import dev.slipway.clusters.WorkloadPatch.ScaleBounds;
import dev.slipway.clusters.WorkloadPatch.SetImages;
import dev.slipway.clusters.WorkloadPatch.SetPaused;
import dev.slipway.clusters.WorkloadPatch.SetResources;
import dev.slipway.clusters.WorkloadPatch.SetSync;
import dev.slipway.clusters.WorkloadPatch.StartBackup;
import dev.slipway.clusters.WorkloadPatch.StartJob;
import dev.slipway.clusters.WorkloadPatch.SuspendBackups;
import dev.slipway.clusters.WriteResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sends writes, each once. Only a scale may be sent again, and only after an answer that proves
/// that nothing was written while the expected count still holds.
final class Writes {

  private static final String STRATEGIC = "application/strategic-merge-patch+json";
  private static final String MERGE = "application/merge-patch+json";
  private static final String JSON_PATCH = "application/json-patch+json";
  private static final int SCALE_ATTEMPTS = 4;

  /// Part of [dev.slipway.clusters.ClusterGateway#LATEST_ARRIVAL].
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(20);

  private final ClusterCalls calls;
  private final LiveObject read;
  private final String parameters;
  private final boolean dryRun;

  Writes(ClusterCalls calls, LiveObject read, boolean dryRun) {
    this.calls = calls;
    this.read = read;
    this.dryRun = dryRun;
    this.parameters = "?fieldManager=slipway" + (dryRun ? "&dryRun=All" : "");
  }

  WriteResult send(WorkloadPatch patch) {
    return quiet(sent(patch), patch);
  }

  /// Whoever refuses an object may quote it: not the values of its environment variables.
  private WriteResult quiet(WriteResult result, WorkloadPatch patch) {
    var values = ServerWords.environmentValues(read.spec());
    if (patch instanceof ReplaceTemplate(var template, _, _)) {
      values.addAll(ServerWords.environmentValues(template));
    }
    if (patch instanceof StartJob(_, var job, _)) {
      values.addAll(ServerWords.environmentValues(job.path("spec").path("template")));
    }
    return quiet(result, values);
  }

  static WriteResult quiet(WriteResult result, Collection<String> values) {
    return switch (result) {
      case WriteResult.Refused(var status, var message) ->
          new WriteResult.Refused(status, ServerWords.shown(message, values));
      case WriteResult.Conflict(var message) ->
          new WriteResult.Conflict(ServerWords.shown(message, values));
      case WriteResult.Unknown(var message) ->
          new WriteResult.Unknown(ServerWords.shown(message, values));
      case WriteResult.Accepted accepted -> accepted;
      case WriteResult.TryLater later -> later;
    };
  }

  private WriteResult sent(WorkloadPatch patch) {
    return switch (patch) {
      case SetImages images -> images(images);
      case Restart restart -> restart(restart);
      case SetPaused paused -> pause(paused);
      case ReplaceTemplate template -> patch(JSON_PATCH, PatchBodies.template(read, template));
      case Scale scale -> scale(scale);
      case ScaleBounds bounds -> bounds(bounds);
      case SetResources resources -> resources(resources);
      case CreateAutoscaler _, DeleteAutoscaler _, SetSync _ ->
          new SideWrites(calls, read, parameters).send(patch);
      case StartBackup start -> new BackupWrites(calls, parameters).start(start);
      case StartJob start -> new Jobs(calls, read.ref().namespace()).start(start, parameters);
      case SuspendBackups suspend -> new BackupWrites(calls, parameters).suspend(suspend);
      case RestoreBackup restore -> new BackupWrites(calls, parameters).restore(restore);
    };
  }

  private WriteResult images(SetImages images) {
    var unknown = PatchBodies.unknownContainers(read, images);
    return unknown.isEmpty()
        ? patch(STRATEGIC, PatchBodies.images(read, images))
        : new WriteResult.Refused(
            422, read.ref() + " has no container named " + String.join(", ", unknown));
  }

  private WriteResult resources(SetResources resources) {
    return PatchBodies.containers(read).contains(resources.container())
        ? patch(STRATEGIC, PatchBodies.resources(read, resources))
        : new WriteResult.Refused(
            422, read.ref() + " has no container named " + resources.container());
  }

  private WriteResult restart(Restart restart) {
    return read.spec().path("paused").asBoolean(false)
        ? new WriteResult.Refused(422, read.ref() + " is paused; resume it before a restart")
        : patch(STRATEGIC, PatchBodies.restart(read, restart));
  }

  private WriteResult pause(SetPaused paused) {
    return read.ref().kind() == WorkloadKind.DEPLOYMENT
        ? patch(STRATEGIC, PatchBodies.paused(read, paused))
        : new WriteResult.Refused(422, "Only a Deployment can be paused");
  }

  private WriteResult scale(Scale wanted) {
    if (read.ref().kind() == WorkloadKind.DAEMON_SET) {
      return new WriteResult.Refused(422, "A DaemonSet runs once per node and cannot be scaled");
    }
    var path = Paths.of(read.ref()) + "/scale";
    WriteResult result = new WriteResult.Conflict("It changes too often to be scaled safely");
    var began = System.nanoTime();
    for (var attempt = 0; attempt < SCALE_ATTEMPTS && mayBegin(began); attempt++) {
      var answer = readFirst(path);
      if (!answer.ok()) {
        return WriteAnswers.failed(answer);
      }
      var conflict = conflict(answer.json(), wanted);
      if (conflict != null) {
        return conflict;
      }
      result = put(path, (ObjectNode) answer.json(), wanted.replicas());
      if (!(result instanceof WriteResult.Conflict)) {
        return result;
      }
    }
    return result;
  }

  private static boolean mayBegin(long began) {
    return System.nanoTime() - began < BEGINS_WITHIN.toNanos();
  }

  private WriteResult.@Nullable Conflict conflict(JsonNode scale, Scale wanted) {
    if (!read.uid().equals(Fields.text(scale.path("metadata"), "uid"))) {
      return new WriteResult.Conflict(read.ref() + " was deleted and made anew");
    }
    var now = Fields.number(scale.path("spec"), "replicas", 0);
    return now == wanted.expected()
        ? null
        : new WriteResult.Conflict("Somebody scaled it to " + now + " meanwhile");
  }

  private static String version(JsonNode object) {
    return Fields.text(object.path("metadata"), "resourceVersion");
  }

  private WriteResult put(String path, ObjectNode scale, int replicas) {
    var before = version(scale);
    var spec = scale.path("spec") instanceof ObjectNode found ? found : scale.putObject("spec");
    spec.put("replicas", replicas);
    scale.remove("status");
    try {
      var answer = calls.send("PUT", path + parameters, "application/json", scale.toString());
      return answer.ok() ? scaled(answer.json(), before) : WriteAnswers.failed(answer);
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  /// The answer is a Scale, which has no generation: the workload is asked for it.
  private WriteResult scaled(JsonNode scale, String before) {
    if (!dryRun && version(scale).equals(before)) {
      return new WriteResult.Unknown("The answer holds the scale as it was before the write");
    }
    var generation = read.generation();
    try {
      var answer = calls.get(Paths.of(read.ref()));
      generation = answer.json().path("metadata").path("generation").asLong(generation);
    } catch (ClusterUnreachable e) {
      generation = read.generation() + 1;
    }
    var metadata = scale.path("metadata");
    return new WriteResult.Accepted(
        Fields.text(metadata, "uid"), generation, Fields.text(metadata, "resourceVersion"));
  }

  private WriteResult bounds(ScaleBounds wanted) {
    var path = Paths.autoscaler(read.ref().namespace(), wanted.autoscaler());
    var answer = readFirst(path);
    if (!answer.ok()) {
      return WriteAnswers.failed(answer);
    }
    var autoscaler = answer.json();
    return wanted.autoscalerUid().equals(Fields.text(autoscaler.path("metadata"), "uid"))
        ? patch(path, MERGE, PatchBodies.bounds(autoscaler, wanted), version(autoscaler))
        : new WriteResult.Conflict(
            "HorizontalPodAutoscaler " + wanted.autoscaler() + " was deleted and made anew");
  }

  /// A read before the write: whatever goes wrong in it, nothing was written.
  private Answer readFirst(String path) {
    try {
      return calls.get(path);
    } catch (ClusterUnreachable e) {
      return new Answer(429, "5", new byte[0]);
    }
  }

  private WriteResult patch(String type, JsonNode body) {
    return patch(Paths.of(read.ref()), type, body, read.resourceVersion());
  }

  private WriteResult patch(String path, String type, JsonNode body, String before) {
    try {
      var answer = calls.send("PATCH", path + parameters, type, body.toString());
      return answer.ok() ? accepted(answer.json(), before) : WriteAnswers.failed(answer);
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  /// Every write leaves at least its marks, so an object at the version of before is an old one,
  /// whatever the status says: something between us and the API server answered from memory.
  private WriteResult accepted(JsonNode object, String before) {
    var metadata = object.path("metadata");
    if (Fields.text(metadata, "uid").isEmpty()) {
      return new WriteResult.Unknown("The answer does not hold the object");
    }
    if (!dryRun && version(object).equals(before)) {
      return new WriteResult.Unknown("The answer holds the object as it was before the write");
    }
    return new WriteResult.Accepted(
        Fields.text(metadata, "uid"),
        metadata.path("generation").asLong(0),
        Fields.text(metadata, "resourceVersion"));
  }
}
