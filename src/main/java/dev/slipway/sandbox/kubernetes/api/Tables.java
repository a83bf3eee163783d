package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The form that `kubectl get` prints: columns and cells made by the server.
final class Tables {

  private final CustomColumns custom;

  Tables(ResourceTypes types) {
    this.custom = new CustomColumns(types);
  }

  ObjectNode table(Call call, ResourceType type, List<ObjectNode> objects, JsonNode metadata) {
    List<Column> columns = columns(type, objects);
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.set("metadata", listMetadata(metadata));
    ArrayNode definitions = table.putArray("columnDefinitions");
    for (Column column : columns) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.name().equals("Name") ? "name" : "")
          .put("description", column.name())
          .put("priority", column.priority());
    }
    ArrayNode rows = table.putArray("rows");
    boolean whole = call.query("includeObject").equals("Object");
    for (ObjectNode object : objects) {
      ObjectNode row = rows.addObject();
      ArrayNode cells = row.putArray("cells");
      columns.forEach(column -> cells.addPOJO(column.cell().apply(object)));
      if (!call.query("includeObject").equals("None")) {
        row.set("object", whole ? EventForms.in(type, object) : partial(object));
      }
    }
    return table;
  }

  private List<Column> columns(ResourceType type, List<ObjectNode> objects) {
    if (type.custom()) {
      return custom.of(type, objects);
    }
    List<Column> known = WorkloadColumns.of(type.kind());
    return known.isEmpty() ? PlainColumns.of(type.kind()) : known;
  }

  private static ObjectNode listMetadata(JsonNode metadata) {
    return Json.copy(metadata).retain("resourceVersion", "continue", "remainingItemCount");
  }

  private static ObjectNode partial(ObjectNode object) {
    ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata");
    partial.put("apiVersion", "meta.k8s.io/v1");
    return partial.set("metadata", object.path("metadata"));
  }
}
