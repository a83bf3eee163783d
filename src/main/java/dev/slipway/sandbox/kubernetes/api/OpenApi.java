package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// As much of `/openapi/v3` as clients ask before they write: which paths there are, and that the
/// server validates fields itself.
final class OpenApi {

  private final ResourceTypes types;

  OpenApi(ResourceTypes types) {
    this.types = types;
  }

  void serve(Call call) {
    List<String> path = call.path();
    if (path.size() < 2 || !path.get(1).equals("v3")) {
      throw ApiFailure.noSuchResource();
    }
    if (path.size() == 2) {
      call.answer(200, index());
    } else if (path.get(2).equals("api") && path.size() == 4) {
      call.answer(200, document("", path.get(3)));
    } else if (path.get(2).equals("apis") && path.size() == 5) {
      call.answer(200, document(path.get(3), path.get(4)));
    } else {
      throw ApiFailure.noSuchResource();
    }
  }

  private JsonNode index() {
    ObjectNode index = Json.object();
    ObjectNode paths = index.putObject("paths");
    for (ResourceType type : types.all()) {
      String path = root(type.group(), type.version()).substring(1);
      String hash = Integer.toHexString(types.in(type.group(), type.version()).hashCode());
      paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + hash);
    }
    return index;
  }

  private JsonNode document(String group, String version) {
    ObjectNode document = Json.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.3");
    ObjectNode paths = document.putObject("paths");
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    List<ResourceType> found = types.in(group, version);
    if (found.isEmpty()) {
      throw ApiFailure.noSuchResource();
    }
    for (ResourceType type : found) {
      String all = root(group, version) + (type.namespaced() ? "/namespaces/{namespace}/" : "/");
      ObjectNode list = paths.putObject(all + type.plural());
      operation(list, "post", type);
      ObjectNode one = paths.putObject(all + type.plural() + "/{name}");
      operation(one, "put", type);
      ObjectNode content =
          operation(one, "patch", type).putObject("requestBody").putObject("content");
      content.putObject("application/json-patch+json");
      content.putObject("application/merge-patch+json");
      content.putObject("application/apply-patch+yaml");
      ObjectNode schema = schemas.putObject(name(type)).put("type", "object");
      schema.put("x-kubernetes-preserve-unknown-fields", true);
      kind(schema.putArray("x-kubernetes-group-version-kind").addObject(), type);
    }
    return document;
  }

  private static ObjectNode operation(ObjectNode path, String method, ResourceType type) {
    ObjectNode operation = path.putObject(method);
    for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
      ObjectNode parameter = operation.withArrayProperty("parameters").addObject();
      parameter.put("name", name).put("in", "query");
      parameter.putObject("schema").put("type", "string").put("uniqueItems", true);
    }
    kind(operation.putObject("x-kubernetes-group-version-kind"), type);
    return operation;
  }

  private static void kind(ObjectNode node, ResourceType type) {
    node.put("group", type.group()).put("version", type.version()).put("kind", type.kind());
  }

  private static String name(ResourceType type) {
    String group = type.group().isEmpty() ? "core" : type.group();
    return "io.k8s.api." + group + "." + type.version() + "." + type.kind();
  }

  private static String root(String group, String version) {
    return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
  }
}
