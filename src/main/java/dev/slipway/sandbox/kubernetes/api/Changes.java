package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.admission.DeleteOptions;
import dev.slipway.sandbox.kubernetes.admission.Deletion;
import dev.slipway.sandbox.kubernetes.admission.WriteOptions;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.patch.JsonPatch;
import dev.slipway.sandbox.kubernetes.patch.MergePatch;
import dev.slipway.sandbox.kubernetes.patch.ServerSideApply;
import dev.slipway.sandbox.kubernetes.patch.StrategicMergePatch;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Create, replace, patch and delete.
final class Changes {

  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String STRATEGIC = "application/strategic-merge-patch+json";
  private static final String APPLY = "application/apply-patch+yaml";

  private final ObjectStore store;
  private final Writes writes;
  private final Deletion deletion;

  Changes(ObjectStore store, Writes writes, Deletion deletion) {
    this.store = store;
    this.writes = writes;
    this.deletion = deletion;
  }

  static WriteOptions options(Call call) {
    String validation = call.query("fieldValidation");
    return new WriteOptions(
        call.manager(), call.query("dryRun").equals("All"), validation.equals("Strict"));
  }

  void create(Call call, Target target) {
    if (!target.collection()) {
      throw ApiFailure.of(
          405,
          "MethodNotAllowed",
          "the server does not allow this method on the requested resource");
    }
    ObjectNode body = object(call, target.type());
    String namespace = target.namespace();
    if (target.type().namespaced() && namespace.isEmpty()) {
      namespace = Json.namespace(body);
    }
    respond(call, target, 201, writes.create(target.type(), namespace, body, options(call)));
  }

  void replace(Call call, Target target) {
    ObjectNode body = object(call, target.type());
    ObjectNode written =
        writes.change(target.type(), target.key(), target.subresource(), _ -> body, options(call));
    respond(call, target, 200, written);
  }

  void patch(Call call, Target target) {
    String kind = contentType(call);
    ResourceType type = target.type();
    if (kind.equals(APPLY)) {
      apply(call, target);
      return;
    }
    UnaryOperator<ObjectNode> change = change(kind, call.body(), type);
    respond(
        call,
        target,
        200,
        writes.change(type, target.key(), target.subresource(), change, options(call)));
  }

  static UnaryOperator<ObjectNode> change(String kind, JsonNode patch, ResourceType type) {
    return switch (kind) {
      case JSON_PATCH -> live -> Json.copy(JsonPatch.apply(live, patch));
      case MERGE_PATCH -> live -> Json.copy(MergePatch.apply(live, patch));
      case STRATEGIC -> {
        if (type.custom()) {
          throw ApiFailure.unsupportedMediaType(String.join(", ", JSON_PATCH, MERGE_PATCH, APPLY));
        }
        yield live -> StrategicMergePatch.apply(live, patch);
      }
      default ->
          throw ApiFailure.unsupportedMediaType(
              String.join(", ", JSON_PATCH, MERGE_PATCH, STRATEGIC, APPLY));
    };
  }

  static String contentType(Call call) {
    String header = call.header("Content-Type");
    int end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private void apply(Call call, Target target) {
    ResourceType type = target.type();
    if (call.query("fieldManager").isEmpty()) {
      throw ApiFailure.of(
          422,
          "Invalid",
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    ObjectNode configuration = object(call, type);
    if (Json.name(configuration).isEmpty()) {
      Json.child(configuration, "metadata").put("name", target.name());
    }
    var apply = new ServerSideApply(call.manager(), call.asks("force"), type.custom());
    store.locked(() -> {
      if (writes.find(type, target.key()) == null) {
        ObjectNode fresh = apply.apply(Json.object(), configuration);
        ObjectNode made = writes.create(type, target.namespace(), fresh, options(call));
        respond(call, target, 201, made);
      } else {
        ObjectNode changed =
            writes.change(
                type,
                target.key(),
                target.subresource(),
                live -> apply.apply(live, configuration),
                options(call));
        respond(call, target, 200, changed);
      }
      return true;
    });
  }

  void delete(Call call, Target target) {
    DeleteOptions options =
        DeleteOptions.read(call.body())
            .with(
                call.query("gracePeriodSeconds"),
                call.query("propagationPolicy"),
                call.query("dryRun").equals("All"));
    if (!target.collection()) {
      ObjectNode gone = deletion.delete(target.type(), target.key(), options);
      boolean over = store.get(target.type().id(), target.key()) == null;
      call.answer(200, over || options.dryRun() ? deleted(target, gone) : gone);
      return;
    }
    Predicate<JsonNode> wanted = Reads.selection(call, target);
    ObjectNode list = Json.object().put("kind", target.type().kind() + "List");
    ArrayNode items = list.put("apiVersion", target.type().apiVersion()).putArray("items");
    for (ObjectNode object : store.list(target.type().id(), target.namespace()).objects()) {
      if (wanted.test(object)) {
        items.add(deletion.delete(target.type(), Key.of(object), options));
      }
    }
    list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
    call.answer(200, list);
  }

  private static JsonNode deleted(Target target, ObjectNode gone) {
    if (target.type().plural().equals("pods")) {
      return gone;
    }
    ObjectNode status = Json.copy(ApiServer.success());
    status.putObject("metadata");
    ObjectNode details = status.putObject("details").put("name", target.name());
    if (!target.type().group().isEmpty()) {
      details.put("group", target.type().group());
    }
    details.put("kind", target.type().plural()).put("uid", Json.uid(gone));
    return status;
  }

  private static void respond(Call call, Target target, int code, ObjectNode object) {
    call.answer(code, Reads.form(call, target.type(), object));
  }

  static ObjectNode object(Call call, ResourceType type) {
    if (!(call.body() instanceof ObjectNode body) || body.isEmpty()) {
      throw ApiFailure.badRequest("the body of the request is not an object");
    }
    String kind = Json.text(body, "kind");
    String version = Json.text(body, "apiVersion");
    if (!kind.isEmpty() && !kind.equals(type.kind())) {
      throw ApiFailure.badRequest(
          kind + " in version \"" + type.version() + "\" cannot be handled as a " + type.kind());
    }
    if (!version.isEmpty() && !version.equals(type.apiVersion())) {
      throw ApiFailure.badRequest(
          "the API version in the data ("
              + version
              + ") does not match the expected API version ("
              + type.apiVersion()
              + ")");
    }
    return body.put("kind", type.kind()).put("apiVersion", type.apiVersion());
  }
}
