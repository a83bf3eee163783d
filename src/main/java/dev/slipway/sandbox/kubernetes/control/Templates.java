package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Pod templates: equal or not, and the short hash that names what is made from one.
final class Templates {

  static final String HASH_LABEL = "pod-template-hash";
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private Templates() {}

  static boolean same(JsonNode one, JsonNode other) {
    return Json.same(withoutHash(one), withoutHash(other));
  }

  static ObjectNode withoutHash(JsonNode template) {
    ObjectNode copy = Json.copy(template);
    if (Json.at(copy, "metadata", "labels") instanceof ObjectNode labels) {
      labels.remove(HASH_LABEL);
    }
    return copy;
  }

  static String hash(JsonNode template, int collisions) {
    long hash = 0xcbf29ce484222325L;
    String text = canonical(withoutHash(template)) + "#" + collisions;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ each) * 0x100000001b3L;
    }
    var name = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      name.append(LETTERS.charAt((int) Long.remainderUnsigned(hash, LETTERS.length())));
      hash = Long.divideUnsigned(hash, LETTERS.length());
    }
    return name.toString();
  }

  private static String canonical(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var sorted = new TreeMap<String, String>();
      object.properties().forEach(e -> sorted.put(e.getKey(), canonical(e.getValue())));
      return sorted.toString();
    }
    if (node.isArray()) {
      return node.values().stream().map(Templates::canonical).toList().toString();
    }
    return node.toString();
  }
}
