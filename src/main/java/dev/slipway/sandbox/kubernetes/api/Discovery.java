package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells clients which version this is and which kinds it serves.
final class Discovery {

  private static final List<String> REVIEW_GROUPS =
      List.of("authentication.k8s.io", "authorization.k8s.io");

  private final ResourceTypes types;

  Discovery(ResourceTypes types) {
    this.types = types;
  }

  JsonNode version() {
    return Json.object()
        .put("major", "1")
        .put("minor", "36")
        .put("gitVersion", "v1.36.3")
        .put("gitCommit", "simulated")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "none")
        .put("compiler", "none")
        .put("platform", "simulated");
  }

  JsonNode core() {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  JsonNode groups() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    types.groups().forEach(group -> groups.add(describe(group, types.versions(group))));
    REVIEW_GROUPS.forEach(group -> groups.add(describe(group, List.of("v1"))));
    return list;
  }

  JsonNode group(String name) {
    boolean reviews = REVIEW_GROUPS.contains(name);
    List<String> versions = reviews ? List.of("v1") : types.versions(name);
    if (versions.isEmpty()) {
      throw ApiFailure.noSuchResource();
    }
    ObjectNode group = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
    return group.setAll(describe(name, versions));
  }

  JsonNode resources(String group, String version) {
    List<ResourceType> found = types.in(group, version);
    if (found.isEmpty() && !REVIEW_GROUPS.contains(group)) {
      throw ApiFailure.noSuchResource();
    }
    ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    found.forEach(type -> describe(type, resources));
    Reviews.kinds(group).forEach((plural, kind) -> review(resources, plural, kind));
    return list;
  }

  private static ObjectNode describe(String name, List<String> versions) {
    ObjectNode group = Json.object().put("name", name);
    ArrayNode list = group.putArray("versions");
    versions.forEach(v -> list.addObject().put("groupVersion", name + "/" + v).put("version", v));
    group.set("preferredVersion", list.get(0).deepCopy());
    return group;
  }

  private static void describe(ResourceType type, ArrayNode resources) {
    ObjectNode resource = resources.addObject().put("name", type.plural());
    resource.put("singularName", type.singular()).put("namespaced", type.namespaced());
    resource.put("kind", type.kind());
    ArrayNode verbs = resource.putArray("verbs");
    List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
        .forEach(verbs::add);
    words(resource, "shortNames", type.shortNames());
    words(resource, "categories", type.categories());
    for (String sub : type.subresources().stream().sorted().toList()) {
      ObjectNode entry = resources.addObject().put("name", type.plural() + "/" + sub);
      entry.put("singularName", "").put("namespaced", type.namespaced());
      switch (sub) {
        case "scale" -> {
          entry.put("group", "autoscaling").put("version", "v1").put("kind", "Scale");
          words(entry, "verbs", List.of("get", "patch", "update"));
        }
        case "eviction" -> {
          entry.put("group", "policy").put("version", "v1").put("kind", "Eviction");
          words(entry, "verbs", List.of("create"));
        }
        case "log" -> {
          entry.put("kind", "Pod");
          words(entry, "verbs", List.of("get"));
        }
        default -> {
          entry.put("kind", type.kind());
          words(entry, "verbs", List.of("get", "patch", "update"));
        }
      }
    }
  }

  private static void review(ArrayNode resources, String plural, String kind) {
    ObjectNode entry = resources.addObject().put("name", plural);
    entry.put("singularName", kind.toLowerCase(java.util.Locale.ROOT)).put("namespaced", false);
    entry.put("kind", kind);
    words(entry, "verbs", List.of("create"));
  }

  private static void words(ObjectNode node, String name, List<String> words) {
    if (!words.isEmpty()) {
      ArrayNode list = node.putArray(name);
      words.forEach(list::add);
    }
  }
}
