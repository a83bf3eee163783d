package dev.slipway.clusters.fabric8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reading of API objects without ever failing on what is missing.
final class Fields {

  /// What is not there; it can be asked for anything, and has nothing.
  static final JsonNode NOTHING = MissingNode.getInstance();

  private Fields() {}

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  static @Nullable String maybe(JsonNode node, String field) {
    var text = text(node, field);
    return text.isEmpty() ? null : text;
  }

  static int number(JsonNode node, String field, int otherwise) {
    return node.path(field).asInt(otherwise);
  }

  static @Nullable Instant instant(JsonNode node, String field) {
    var text = maybe(node, field);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static Map<String, String> map(JsonNode node) {
    var map = new LinkedHashMap<String, String>();
    node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asString("")));
    return map;
  }

  /// UID of the owner that controls the object.
  static @Nullable String controllerUid(JsonNode metadata) {
    for (var owner : metadata.path("ownerReferences")) {
      if (owner.path("controller").asBoolean(false)) {
        return maybe(owner, "uid");
      }
    }
    return null;
  }
}
