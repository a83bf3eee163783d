package dev.slipway.sandbox.kubernetes.patch;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Patch (RFC 6902). A `test` that fails, and a path that is not there, answer 422.
public final class JsonPatch {

  private JsonPatch() {}

  public static JsonNode apply(JsonNode target, JsonNode operations) {
    if (!operations.isArray()) {
      throw ApiFailure.badRequest("error decoding patch: a JSON patch is a list of operations");
    }
    JsonNode document = target.deepCopy();
    for (JsonNode operation : operations) {
      document = step(document, operation);
    }
    return document;
  }

  private static JsonNode step(JsonNode document, JsonNode operation) {
    List<String> path = path(Json.text(operation, "path"));
    return switch (Json.text(operation, "op")) {
      case "add" -> add(document, path, value(operation));
      case "remove" -> remove(document, path);
      case "replace" -> add(remove(document, path), path, value(operation));
      case "move" -> {
        List<String> from = path(Json.text(operation, "from"));
        JsonNode moved = find(document, from);
        yield add(remove(document, from), path, moved);
      }
      case "copy" ->
          add(document, path, find(document, path(Json.text(operation, "from"))).deepCopy());
      case "test" -> test(document, path, value(operation));
      default -> throw ApiFailure.badRequest("Unexpected kind: " + Json.text(operation, "op"));
    };
  }

  private static JsonNode value(JsonNode operation) {
    if (!operation.has("value")) {
      throw ApiFailure.unprocessable();
    }
    return operation.get("value");
  }

  private static JsonNode test(JsonNode document, List<String> path, JsonNode expected) {
    JsonNode found = document;
    for (String step : path) {
      found = found.isArray() ? found.path(index(step, found.size())) : found.path(step);
    }
    boolean same = found.isMissingNode() ? expected.isNull() : Json.same(found, expected);
    if (!same) {
      throw ApiFailure.unprocessable();
    }
    return document;
  }

  private static JsonNode add(JsonNode document, List<String> path, JsonNode value) {
    if (path.isEmpty()) {
      return value;
    }
    String last = path.getLast();
    switch (parent(document, path)) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array -> {
        int at = last.equals("-") ? array.size() : index(last, array.size() + 1);
        array.insert(at, value);
      }
      default -> throw ApiFailure.unprocessable();
    }
    return document;
  }

  private static JsonNode remove(JsonNode document, List<String> path) {
    find(document, path);
    if (path.isEmpty()) {
      return Json.object();
    }
    switch (parent(document, path)) {
      case ObjectNode object -> object.remove(path.getLast());
      case ArrayNode array -> array.remove(index(path.getLast(), array.size()));
      default -> throw ApiFailure.unprocessable();
    }
    return document;
  }

  private static JsonNode parent(JsonNode document, List<String> path) {
    return find(document, path.subList(0, path.size() - 1));
  }

  private static JsonNode find(JsonNode document, List<String> path) {
    JsonNode here = document;
    for (String step : path) {
      here = here.isArray() ? here.path(index(step, here.size())) : here.path(step);
      if (here.isMissingNode()) {
        throw ApiFailure.unprocessable();
      }
    }
    return here;
  }

  private static int index(String step, int size) {
    if (!step.matches("0|[1-9][0-9]{0,8}")) {
      throw ApiFailure.unprocessable();
    }
    int index = Integer.parseInt(step);
    if (index >= size) {
      throw ApiFailure.unprocessable();
    }
    return index;
  }

  private static List<String> path(String pointer) {
    var steps = new ArrayList<String>();
    if (pointer.isEmpty()) {
      return steps;
    }
    if (!pointer.startsWith("/")) {
      throw ApiFailure.unprocessable();
    }
    for (String step : pointer.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return steps;
  }
}
