package dev.slipway.sandbox.kubernetes.patch;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.patch.ManagedFields.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Server-side apply: the configuration is merged in, what the manager no longer names is taken
/// out, and fields of other managers are a conflict unless forced.
public final class ServerSideApply {

  private final boolean custom;
  private final Writer writer;
  private final boolean force;

  public ServerSideApply(String manager, boolean force, boolean custom) {
    this.writer = Writer.apply(manager);
    this.force = force;
    this.custom = custom;
  }

  /// The live object with the configuration applied, and its managed fields.
  public ObjectNode apply(ObjectNode live, ObjectNode configuration) {
    if (!Json.absent(configuration, "metadata", "managedFields")
        && !Json.items(configuration, "metadata", "managedFields").isEmpty()) {
      throw ApiFailure.badRequest("metadata.managedFields must be nil");
    }
    FieldSet wanted = FieldSet.of(configuration, custom);
    FieldSet present = FieldSet.of(live, custom);
    List<ObjectNode> entries = ManagedFields.entries(live);
    Map<String, List<String>> conflicts = conflicts(entries, wanted, present);
    if (!conflicts.isEmpty() && !force) {
      throw refuse(conflicts);
    }
    ObjectNode merged = merge(live.deepCopy(), configuration);
    FieldSet mine = new FieldSet();
    for (ObjectNode entry : entries) {
      if (writer.wrote(entry)) {
        mine = FieldSet.read(entry.path("fieldsV1"));
      }
    }
    List<ObjectNode> others =
        new ArrayList<>(entries.stream().filter(entry -> !writer.wrote(entry)).toList());
    take(others, conflicts.keySet());
    mine.retain((path, _) -> !wanted.has(path) && !ownedByOthers(others, path));
    mine.paths().stream().sorted().forEach(p -> remove(merged, p));
    others.add(ManagedFields.entry(configuration, writer, wanted));
    ManagedFields.store(merged, others);
    return merged;
  }

  private Map<String, List<String>> conflicts(
      List<ObjectNode> entries, FieldSet wanted, FieldSet present) {
    var conflicts = new TreeMap<String, List<String>>();
    for (ObjectNode entry : entries) {
      if (writer.wrote(entry)) {
        continue;
      }
      for (String path : FieldSet.read(entry.path("fieldsV1")).paths()) {
        JsonNode value = wanted.value(path);
        JsonNode now = present.value(path);
        if (value != null && now != null && !Json.same(value, now)) {
          conflicts.computeIfAbsent(path, _ -> new ArrayList<>()).add(describe(entry));
        }
      }
    }
    return conflicts;
  }

  private static String describe(ObjectNode entry) {
    String text = "\"" + Json.text(entry, "manager") + "\"";
    if (!Json.absent(entry, "subresource")) {
      text += " with subresource \"" + Json.text(entry, "subresource") + "\"";
    }
    return Json.text(entry, "operation").equals("Update")
        ? text + " using " + Json.text(entry, "apiVersion")
        : text;
  }

  private static ApiFailure refuse(Map<String, List<String>> conflicts) {
    var causes = new ArrayList<ApiFailure.Cause>();
    var byManager = new TreeMap<String, List<String>>();
    conflicts.forEach((path, managers) -> {
      for (String manager : managers) {
        String field = FieldSet.describe(path);
        causes.add(new ApiFailure.Cause("FieldManagerConflict", "conflict with " + manager, field));
        byManager.computeIfAbsent(manager, _ -> new ArrayList<>()).add(field);
      }
    });
    var lines = new ArrayList<String>();
    byManager.forEach((manager, fields) ->
        lines.add(
            fields.size() == 1
                ? "conflict with " + manager + ": " + fields.getFirst()
                : "conflicts with " + manager + ":\n- " + String.join("\n- ", fields)));
    int count = causes.size();
    return ApiFailure.applyConflict(
        "Apply failed with "
            + count
            + (count == 1 ? " conflict: " : " conflicts: ")
            + String.join("\n", lines),
        causes);
  }

  private static void take(List<ObjectNode> others, java.util.Collection<String> paths) {
    for (ObjectNode entry : others) {
      FieldSet fields = FieldSet.read(entry.path("fieldsV1"));
      fields.removeAll(paths);
      entry.set("fieldsV1", fields.write());
    }
  }

  private static boolean ownedByOthers(List<ObjectNode> others, String path) {
    return others.stream().anyMatch(e -> FieldSet.read(e.path("fieldsV1")).has(path));
  }

  private ObjectNode merge(ObjectNode live, ObjectNode configuration) {
    for (Map.Entry<String, JsonNode> entry : configuration.properties()) {
      String field = entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isNull()) {
        live.remove(field);
      } else if (value instanceof ObjectNode object
          && live.path(field) instanceof ObjectNode before
          && (custom || !ListKeys.atomicMap(field))) {
        merge(before, object);
      } else if (value instanceof ArrayNode list && live.path(field) instanceof ArrayNode before) {
        live.set(field, mergeList(field, before, list));
      } else {
        live.set(field, value.deepCopy());
      }
    }
    return live;
  }

  private ArrayNode mergeList(String field, ArrayNode live, ArrayNode wanted) {
    List<String> keys = custom ? List.of() : ListKeys.apply(field, wanted);
    if (!custom && ListKeys.set(field)) {
      ArrayNode union = live.deepCopy();
      wanted.values().stream()
          .filter(v -> live.values().stream().noneMatch(other -> Json.same(other, v)))
          .forEach(union::add);
      return union;
    }
    if (keys.isEmpty()) {
      return wanted.deepCopy();
    }
    var byKey = new java.util.LinkedHashMap<String, JsonNode>();
    live.forEach(entry -> byKey.put(FieldSet.entryStep(entry, keys), entry));
    for (JsonNode entry : wanted) {
      byKey.merge(
          FieldSet.entryStep(entry, keys),
          entry.deepCopy(),
          (before, after) -> merge(Json.copy(before), Json.copy(after)));
    }
    return Json.array().addAll(byKey.values());
  }

  /// Takes the field out; an entry of a list goes as a whole.
  private static void remove(ObjectNode object, String path) {
    JsonNode here = object;
    List<String> steps = FieldSet.steps(path);
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean last = i == steps.size() - 1;
      if (step.startsWith("f:") && here instanceof ObjectNode parent) {
        String field = step.substring(2);
        if (last) {
          parent.remove(field);
          return;
        }
        here = parent.path(field);
      } else if (here instanceof ArrayNode list) {
        int at = indexOf(list, step);
        if (at < 0) {
          return;
        }
        if (last) {
          list.remove(at);
          return;
        }
        here = list.get(at);
      } else {
        return;
      }
    }
  }

  private static int indexOf(ArrayNode list, String step) {
    JsonNode key = Json.parse(step.substring(2).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (int i = 0; i < list.size(); i++) {
      JsonNode entry = list.get(i);
      boolean matches =
          step.startsWith("v:")
              ? Json.same(entry, key)
              : ListKeys.keyOf(entry, List.copyOf(key.propertyNames())).equals(key);
      if (matches) {
        return i;
      }
    }
    return -1;
  }
}
