package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.admission.DeleteOptions;
import dev.slipway.sandbox.kubernetes.admission.Deletion;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What hangs below an object: its status, its scale, the log and the eviction of a pod.
final class Subresources {

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Writes writes;
  private final Deletion deletion;
  private final Changes changes;
  private final Logs logs;

  Subresources(
      ObjectStore store, ResourceTypes types, Writes writes, Deletion deletion, Changes changes) {
    this.store = store;
    this.types = types;
    this.writes = writes;
    this.deletion = deletion;
    this.changes = changes;
    this.logs = new Logs(store);
  }

  void serve(Call call, Target target) throws InterruptedException {
    if (!target.type().has(target.subresource())) {
      throw ApiFailure.noSuchResource();
    }
    switch (target.subresource()) {
      case "status" -> status(call, target);
      case "scale" -> scale(call, target);
      case "log" -> logs.serve(call, target);
      case "eviction" -> evict(call, target);
      default -> throw ApiFailure.noSuchResource();
    }
  }

  private void status(Call call, Target target) {
    switch (call.method()) {
      case "GET" -> call.answer(200, writes.require(target.type(), target.key()));
      case "PUT" -> changes.replace(call, target);
      case "PATCH" -> changes.patch(call, target);
      default -> throw ApiFailure.noSuchResource();
    }
  }

  private void scale(Call call, Target target) {
    ResourceType type = target.type();
    ObjectNode live = writes.require(type, target.key());
    switch (call.method()) {
      case "GET" -> call.answer(200, scaleOf(live));
      case "PUT" -> {
        ObjectNode wanted = Json.copy(call.body());
        rescale(call, target, _ -> wanted);
      }
      case "PATCH" ->
          rescale(call, target, Changes.change(Changes.contentType(call), call.body(), type));
      default -> throw ApiFailure.noSuchResource();
    }
  }

  private void rescale(Call call, Target target, UnaryOperator<ObjectNode> change) {
    ObjectNode scaled =
        writes.change(
            target.type(),
            target.key(),
            "scale",
            live -> {
              ObjectNode scale = change.apply(scaleOf(live));
              int replicas = Json.integer(scale, 0, "spec", "replicas");
              if (replicas < 0) {
                throw ApiFailure.invalid(
                    target.type(),
                    target.name(),
                    List.of(
                        new ApiFailure.Cause(
                            "FieldValueInvalid",
                            "Invalid value: " + replicas + ": must be greater than or equal to 0",
                            "spec.replicas")));
              }
              ObjectNode metadata = Json.child(live, "metadata");
              metadata.put("resourceVersion", Json.version(scale));
              if (!Json.uid(scale).isEmpty()) {
                metadata.put("uid", Json.uid(scale));
              }
              Json.child(live, "spec").put("replicas", replicas);
              return live;
            },
            Changes.options(call));
    call.answer(200, scaleOf(scaled));
  }

  private static ObjectNode scaleOf(JsonNode live) {
    ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String name :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.put(name, Json.text(live, "metadata", name));
    }
    scale.putObject("spec").put("replicas", Json.integer(live, 0, "spec", "replicas"));
    ObjectNode status = scale.putObject("status");
    status.put("replicas", Json.integer(live, 0, "status", "replicas"));
    Map<String, String> labels = Json.strings(live, "spec", "selector", "matchLabels");
    status.put(
        "selector",
        labels.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(",")));
    return scale;
  }

  private void evict(Call call, Target target) {
    ObjectNode pod = writes.require(target.type(), target.key());
    for (ObjectNode budget :
        store.list("poddisruptionbudgets.policy", target.namespace()).objects()) {
      boolean covers = LabelSelector.of(Json.at(budget, "spec", "selector")).matches(pod);
      if (covers && Json.integer(budget, 0, "status", "disruptionsAllowed") < 1) {
        throw ApiFailure.of(
            429,
            "TooManyRequests",
            "Cannot evict pod as it would violate the pod's disruption budget.");
      }
    }
    JsonNode options = call.body().path("deleteOptions");
    deletion.delete(types.byId("pods"), target.key(), DeleteOptions.read(options));
    call.answer(201, ApiServer.success());
  }
}
