package dev.slipway.sandbox.kubernetes.patch;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Who set which field: `metadata.managedFields`.
public final class ManagedFields {

  /// One writer: its name, how it writes (`Update` or `Apply`), and the subresource it writes
  /// through.
  public record Writer(String manager, String operation, String subresource) {

    public static Writer update(String manager, String subresource) {
      return new Writer(manager, "Update", subresource);
    }

    public static Writer apply(String manager) {
      return new Writer(manager, "Apply", "");
    }

    boolean wrote(JsonNode entry) {
      return Json.text(entry, "manager").equals(manager)
          && Json.text(entry, "operation").equals(operation)
          && Json.text(entry, "subresource").equals(subresource);
    }
  }

  private ManagedFields() {}

  /// Records what an update changed: the writer owns it from now on, alone.
  public static void recordUpdate(
      JsonNode before, ObjectNode after, Writer writer, boolean custom) {
    FieldSet old = FieldSet.of(before, custom);
    FieldSet now = FieldSet.of(after, custom);
    FieldSet changed = FieldSet.of(after, custom);
    changed.retain((path, value) -> !old.has(path) || !Json.same(value, valueOf(old, path)));
    List<String> gone = old.paths().stream().filter(path -> !now.has(path)).toList();
    if (changed.isEmpty() && gone.isEmpty()) {
      return;
    }
    List<ObjectNode> entries = entries(before);
    boolean mine = false;
    for (ObjectNode entry : entries) {
      FieldSet fields = FieldSet.read(entry.path("fieldsV1"));
      if (writer.wrote(entry)) {
        mine = true;
        fields.retain((path, _) -> now.has(path));
        changed.paths().forEach(fields::add);
        if (entry.has("time")) {
          entry.put("time", Times.now());
        }
      } else {
        int size = fields.paths().size();
        fields.removeAll(gone);
        fields.removeAll(changed.paths().stream().filter(p -> valued(changed, p)).toList());
        if (fields.paths().size() == size) {
          continue;
        }
      }
      entry.set("fieldsV1", fields.write());
    }
    if (!mine && !changed.isEmpty()) {
      entries.add(entry(after, writer, changed));
    }
    store(after, entries);
  }

  static List<ObjectNode> entries(JsonNode object) {
    var entries = new ArrayList<ObjectNode>();
    for (JsonNode entry : Json.items(object, "metadata", "managedFields")) {
      entries.add(Json.copy(entry));
    }
    return entries;
  }

  static ObjectNode entry(JsonNode object, Writer writer, FieldSet fields) {
    ObjectNode entry = Json.object().put("manager", writer.manager());
    entry.put("operation", writer.operation()).put("apiVersion", Json.text(object, "apiVersion"));
    // A real server notes no time for what comes through the subresource `scale`.
    if (!writer.subresource().equals("scale")) {
      entry.put("time", Times.now());
    }
    entry.put("fieldsType", "FieldsV1");
    entry.set("fieldsV1", fields.write());
    if (!writer.subresource().isEmpty()) {
      entry.put("subresource", writer.subresource());
    }
    return entry;
  }

  static void store(ObjectNode object, List<ObjectNode> entries) {
    entries.removeIf(entry -> entry.path("fieldsV1").isEmpty());
    ObjectNode metadata = Json.child(object, "metadata");
    if (entries.isEmpty()) {
      metadata.remove("managedFields");
    } else {
      ArrayNode list = metadata.putArray("managedFields");
      entries.forEach(list::add);
    }
  }

  private static boolean valued(FieldSet fields, String path) {
    return !valueOf(fields, path).isMissingNode();
  }

  private static JsonNode valueOf(FieldSet fields, String path) {
    return Objects.requireNonNull(fields.value(path));
  }
}
