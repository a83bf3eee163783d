package dev.slipway.sandbox.kubernetes.patch;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of an object as managed fields write them (FieldsV1), with their values. A path is a
/// list of steps: `f:spec`, `k:{"name":"api"}`, `v:"value"`.
final class FieldSet {

  private static final char JOIN = '\u0001';

  private final SortedMap<String, JsonNode> values = new TreeMap<>();

  /// The fields of the object that somebody can own.
  static FieldSet of(JsonNode object, boolean custom) {
    var fields = new FieldSet();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      switch (entry.getKey()) {
        case "apiVersion", "kind" -> {}
        case "metadata" -> fields.addMetadata(entry.getValue(), custom);
        default -> fields.add("f:" + entry.getKey(), entry.getKey(), entry.getValue(), custom);
      }
    }
    return fields;
  }

  static FieldSet read(JsonNode fieldsV1) {
    var fields = new FieldSet();
    fields.readInto("", fieldsV1);
    return fields;
  }

  Collection<String> paths() {
    return values.keySet();
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean has(String path) {
    return values.containsKey(path);
  }

  @Nullable JsonNode value(String path) {
    return values.get(path);
  }

  void add(String path) {
    values.put(path, MissingNode.getInstance());
  }

  void removeAll(Collection<String> paths) {
    values.keySet().removeAll(List.copyOf(paths));
  }

  void retain(BiPredicate<String, JsonNode> test) {
    values.entrySet().removeIf(e -> !test.test(e.getKey(), e.getValue()));
  }

  ObjectNode write() {
    ObjectNode root = Json.object();
    for (String path : values.keySet()) {
      ObjectNode here = root;
      for (String step : steps(path)) {
        here = Json.child(here, step);
      }
    }
    for (String path : values.keySet()) {
      ObjectNode here = root;
      for (String step : steps(path)) {
        here = Json.child(here, step);
      }
      if (!here.isEmpty()) {
        ObjectNode rest = here.deepCopy();
        here.removeAll();
        here.putObject(".");
        rest.remove(".");
        here.setAll(rest);
      }
    }
    return root;
  }

  static List<String> steps(String path) {
    return List.of(path.split(String.valueOf(JOIN), -1));
  }

  /// The path in the words of a conflict message:
  /// `.spec.template.spec.containers[name="api"].image`.
  static String describe(String path) {
    var text = new StringBuilder();
    for (String step : steps(path)) {
      if (step.startsWith("f:")) {
        text.append('.').append(step.substring(2));
      } else if (step.startsWith("k:")) {
        var keys = new ArrayList<String>();
        Json.parse(step.substring(2).getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .properties()
            .forEach(e -> keys.add(e.getKey() + "=" + e.getValue()));
        text.append('[').append(String.join(",", keys)).append(']');
      } else {
        text.append('[').append(step.substring(2)).append(']');
      }
    }
    return text.toString();
  }

  /// The step of one entry of a list.
  static String entryStep(JsonNode entry, List<String> keys) {
    return "k:" + ListKeys.keyOf(entry, keys);
  }

  static String join(String path, String step) {
    return path.isEmpty() ? step : path + JOIN + step;
  }

  private void addMetadata(JsonNode metadata, boolean custom) {
    for (String name : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
      if (metadata.has(name)) {
        add("f:metadata" + JOIN + "f:" + name, name, metadata.get(name), custom);
      }
    }
  }

  private void add(String path, String field, JsonNode value, boolean custom) {
    switch (value) {
      case ObjectNode object when !object.isEmpty() && (custom || !ListKeys.atomicMap(field)) ->
          object
              .properties()
              .forEach(e -> add(join(path, "f:" + e.getKey()), e.getKey(), e.getValue(), custom));
      case ArrayNode list when !custom && ListKeys.set(field) ->
          list.forEach(entry -> values.put(join(path, "v:" + entry), entry));
      case ArrayNode list
          when !list.isEmpty() && !custom && !ListKeys.apply(field, list).isEmpty() ->
          addEntries(path, list, ListKeys.apply(field, list));
      default -> values.put(path, value);
    }
  }

  private void addEntries(String path, ArrayNode list, List<String> keys) {
    for (JsonNode entry : list) {
      String here = join(path, entryStep(entry, keys));
      values.put(here, MissingNode.getInstance());
      entry
          .properties()
          .forEach(e -> add(join(here, "f:" + e.getKey()), e.getKey(), e.getValue(), false));
    }
  }

  private void readInto(String path, JsonNode node) {
    if (!path.isEmpty() && (node.isEmpty() || node.has("."))) {
      add(path);
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getKey().equals(".")) {
        readInto(join(path, entry.getKey()), entry.getValue());
      }
    }
  }
}
