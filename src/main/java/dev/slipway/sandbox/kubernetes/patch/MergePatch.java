package dev.slipway.sandbox.kubernetes.patch;

import dev.slipway.sandbox.kubernetes.model.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Merge Patch (RFC 7386): null deletes, lists are replaced.
public final class MergePatch {

  private MergePatch() {}

  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result = Json.copy(target);
    patch
        .properties()
        .forEach(entry -> {
          String name = entry.getKey();
          if (entry.getValue().isNull()) {
            result.remove(name);
          } else {
            result.set(name, apply(result.path(name), entry.getValue()));
          }
        });
    return result;
  }
}
