package dev.slipway.sandbox.kubernetes.patch;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The patch that knows which lists of the built-in kinds are merged, and by which key. It follows
/// the directives `$patch`, `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…`.
public final class StrategicMergePatch {

  private static final String DIRECTIVE = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String ORDER = "$setElementOrder/";
  private static final String DELETE = "$deleteFromPrimitiveList/";

  private StrategicMergePatch() {}

  public static ObjectNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      throw ApiFailure.badRequest("error decoding patch: the patch is not an object");
    }
    return merge(Json.copy(target), changes);
  }

  private static ObjectNode merge(ObjectNode live, ObjectNode patch) {
    switch (Json.text(patch, DIRECTIVE)) {
      case "replace" -> {
        return clean(patch);
      }
      case "delete" -> {
        return Json.object();
      }
      case "", "merge" -> {}
      default ->
          throw ApiFailure.badRequest(
              "Wrong value for $patch directive: " + Json.text(patch, DIRECTIVE));
    }
    retain(live, patch);
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      String field = entry.getKey();
      if (field.startsWith(DELETE)) {
        deleteValues(live, field.substring(DELETE.length()), entry.getValue());
      } else if (!field.startsWith("$")) {
        set(live, field, entry.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      if (entry.getKey().startsWith(ORDER)) {
        order(live, entry.getKey().substring(ORDER.length()), entry.getValue());
      }
    }
    return live;
  }

  private static void set(ObjectNode live, String field, JsonNode value) {
    if (value.isNull()) {
      live.remove(field);
    } else if (value instanceof ObjectNode object) {
      ObjectNode before = live.path(field) instanceof ObjectNode found ? found : Json.object();
      if (Json.text(object, DIRECTIVE).equals("delete")) {
        live.remove(field);
      } else {
        live.set(field, merge(before, object));
      }
    } else if (value instanceof ArrayNode list && live.path(field) instanceof ArrayNode before) {
      live.set(field, mergeList(field, before, list));
    } else {
      live.set(field, value instanceof ArrayNode list ? fresh(list) : value);
    }
  }

  private static void retain(ObjectNode live, ObjectNode patch) {
    if (patch.path(RETAIN) instanceof ArrayNode kept) {
      List<String> names = kept.values().stream().map(n -> n.asString("")).toList();
      live.retain(names);
    }
  }

  private static ArrayNode mergeList(String field, ArrayNode live, ArrayNode patch) {
    if (ListKeys.set(field)) {
      ArrayNode union = live.deepCopy();
      patch.forEach(value -> addOnce(union, value));
      return union;
    }
    String key = ListKeys.merge(field, patch, live);
    if (key.isEmpty() || replaces(patch)) {
      return fresh(patch);
    }
    List<JsonNode> result = new ArrayList<>(live.values());
    for (JsonNode entry : patch) {
      if (!(entry instanceof ObjectNode object) || !object.has(key)) {
        throw ApiFailure.badRequest(
            "map: " + entry + " does not contain declared merge key: " + key);
      }
      mergeEntry(result, key, object);
    }
    return Json.array().addAll(result);
  }

  private static void mergeEntry(List<JsonNode> result, String key, ObjectNode entry) {
    int at = -1;
    for (int i = 0; i < result.size() && at < 0; i++) {
      at = Json.same(result.get(i).path(key), entry.path(key)) ? i : -1;
    }
    if (Json.text(entry, DIRECTIVE).equals("delete")) {
      result.removeIf(other -> Json.same(other.path(key), entry.path(key)));
    } else if (at < 0) {
      result.add(merge(Json.object(), entry));
    } else {
      result.set(at, merge(Json.copy(result.get(at)), entry));
    }
  }

  private static boolean replaces(ArrayNode patch) {
    return patch.values().stream().anyMatch(e -> Json.text(e, DIRECTIVE).equals("replace"));
  }

  /// A list that had no counterpart: entries that only direct are dropped.
  private static ArrayNode fresh(ArrayNode patch) {
    ArrayNode result = Json.array();
    for (JsonNode entry : patch) {
      if (!(entry instanceof ObjectNode object)) {
        result.add(entry);
      } else if (!object.has(DIRECTIVE) || Json.text(object, DIRECTIVE).equals("merge")) {
        result.add(merge(Json.object(), object));
      }
    }
    return result;
  }

  private static ObjectNode clean(ObjectNode patch) {
    ObjectNode result = patch.deepCopy();
    result.remove(DIRECTIVE);
    return merge(Json.object(), result);
  }

  private static void deleteValues(ObjectNode live, String field, JsonNode values) {
    if (live.path(field) instanceof ArrayNode list) {
      ArrayNode kept = Json.array();
      list.values().stream()
          .filter(v -> values.values().stream().noneMatch(gone -> Json.same(v, gone)))
          .forEach(kept::add);
      live.set(field, kept);
    }
  }

  private static void order(ObjectNode live, String field, JsonNode wanted) {
    if (!(live.path(field) instanceof ArrayNode list)) {
      return;
    }
    String key = ListKeys.merge(field, wanted, list);
    List<String> order = wanted.values().stream().map(n -> identity(n, key)).toList();
    Map<String, JsonNode> byIdentity =
        list.values().stream()
            .collect(Collectors.toMap(n -> identity(n, key), n -> n, (first, _) -> first));
    List<JsonNode> result =
        new ArrayList<>(
            order.stream().filter(byIdentity::containsKey).map(byIdentity::get).toList());
    JsonNode before = null;
    for (JsonNode entry : list) {
      if (!order.contains(identity(entry, key))) {
        result.add(before == null ? 0 : result.indexOf(before) + 1, entry);
      }
      before = entry;
    }
    live.set(field, Json.array().addAll(result));
  }

  private static String identity(JsonNode entry, String key) {
    return entry.isObject() ? entry.path(key).toString() : entry.toString();
  }

  private static void addOnce(ArrayNode list, JsonNode value) {
    if (list.values().stream().noneMatch(other -> Json.same(other, value))) {
      list.add(value);
    }
  }
}
