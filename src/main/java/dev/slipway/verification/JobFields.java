package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the parts of a Job's manifest must be. All of them refuse the field `manifest`, naming the
/// part.
final class JobFields {

  private static final int LONGEST_NAME = 60;

  /// It names what people wrote, which may be long.
  private static final int LONGEST_WHY = 400;

  private JobFields() {}

  static void only(String where, ObjectNode object, Set<String> known) {
    for (var field : object.propertyNames()) {
      if (!known.contains(field)) {
        throw refused(
            "%s%s is not allowed. Known here: %s."
                .formatted(
                    where.isEmpty() ? "" : where + ".",
                    field.length() > LONGEST_NAME ? "A field" : field,
                    String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  /// @param where empty where it may be missing
  static ObjectNode object(String where, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    if (where.isEmpty() && (node.isMissingNode() || node.isNull())) {
      return JsonNodeFactory.instance.objectNode();
    }
    throw refused(where.isEmpty() ? "A part of it is no map." : where + " is needed, as a map.");
  }

  /// A list, without elements where it is missing.
  static JsonNode list(String where, JsonNode node) {
    if (node.isArray() || node.isMissingNode() || node.isNull()) {
      return node;
    }
    throw refused(where + " is no list.");
  }

  static void text(String where, JsonNode node) {
    if (!node.isString()) {
      throw refused(where + " is no text; put it in quotes.");
    }
  }

  static ObjectNode texts(String where, JsonNode node) {
    var object = object("", node);
    for (var each : object.properties()) {
      text(where + "." + each.getKey(), each.getValue());
      if (each.getKey().contains("slipway.dev/")) {
        throw refused(where + ": the portal itself writes slipway.dev/.");
      }
    }
    return object;
  }

  static int within(String where, JsonNode node, int least, int most, int usual) {
    if (node.isMissingNode()) {
      return usual;
    }
    if (!node.isInt() || node.asInt() < least || node.asInt() > most) {
      throw refused("%s is %d to %d.".formatted(where, least, most));
    }
    return node.asInt();
  }

  static FieldRefused refused(String why) {
    return new FieldRefused(
        "manifest", why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) + " …" : why);
  }
}
