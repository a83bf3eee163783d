package dev.slipway.sandbox.kubernetes.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Short ways through JSON trees. Stored objects are shared: copy before changing.
public final class Json {

  public static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// The node at the path, or a missing node; never null.
  public static JsonNode at(JsonNode node, String... path) {
    JsonNode here = node;
    for (String step : path) {
      here = here.path(step);
    }
    return here;
  }

  public static String text(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return found.isMissingNode() || found.isNull() || found.isContainer() ? "" : found.asString("");
  }

  public static int integer(JsonNode node, int otherwise, String... path) {
    JsonNode found = at(node, path);
    return found.isNumber() ? found.asInt(otherwise) : otherwise;
  }

  public static boolean flag(JsonNode node, String... path) {
    return at(node, path).asBoolean(false);
  }

  public static boolean absent(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return found.isMissingNode() || found.isNull();
  }

  public static List<JsonNode> items(JsonNode node, String... path) {
    return List.copyOf(at(node, path).values());
  }

  /// The string entries of an object, sorted by key.
  public static Map<String, String> strings(JsonNode node, String... path) {
    var result = new TreeMap<String, String>();
    at(node, path).properties().forEach(e -> result.put(e.getKey(), e.getValue().asString("")));
    return result;
  }

  /// The child object, made if there is none.
  public static ObjectNode child(ObjectNode node, String name) {
    return node.path(name) instanceof ObjectNode found ? found : node.putObject(name);
  }

  /// The child list, made if there is none.
  public static ArrayNode list(ObjectNode node, String name) {
    return node.path(name) instanceof ArrayNode found ? found : node.putArray(name);
  }

  public static ObjectNode copy(JsonNode node) {
    return node instanceof ObjectNode found ? found.deepCopy() : object();
  }

  public static String name(JsonNode object) {
    return text(object, "metadata", "name");
  }

  public static String namespace(JsonNode object) {
    return text(object, "metadata", "namespace");
  }

  public static String uid(JsonNode object) {
    return text(object, "metadata", "uid");
  }

  public static String version(JsonNode object) {
    return text(object, "metadata", "resourceVersion");
  }

  public static boolean deleting(JsonNode object) {
    return !absent(object, "metadata", "deletionTimestamp");
  }

  /// The reference of the one owner that controls the object, or a missing node.
  public static JsonNode controller(JsonNode object) {
    return StreamSupport.stream(at(object, "metadata", "ownerReferences").spliterator(), false)
        .filter(owner -> flag(owner, "controller"))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /// Numbers are equal by value, whatever their Java type.
  public static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isObject() && other.isObject()) {
      return one.size() == other.size()
          && one.properties().stream()
              .allMatch(e -> other.has(e.getKey()) && same(e.getValue(), other.get(e.getKey())));
    }
    if (one.isArray() && other.isArray()) {
      if (one.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < one.size(); i++) {
        if (!same(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }

  public static JsonNode parse(byte[] content) {
    try {
      return MAPPER.readTree(content);
    } catch (JacksonException e) {
      throw ApiFailure.badRequest("couldn't get version/kind; json parse error: " + e.getMessage());
    }
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
