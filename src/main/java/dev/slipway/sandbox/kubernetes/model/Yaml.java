package dev.slipway.sandbox.kubernetes.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads YAML documents as JSON trees, without making any Java objects of their choice.
public final class Yaml {

  private Yaml() {}

  /// All documents of the text; empty ones are left out.
  public static List<ObjectNode> documents(String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(20_000_000);
    options.setMaxAliasesForCollections(50);
    var found = new ArrayList<ObjectNode>();
    try {
      for (Object document :
          new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).loadAll(text)) {
        if (node(document) instanceof ObjectNode object) {
          found.add(object);
        }
      }
    } catch (YAMLException e) {
      throw ApiFailure.badRequest("error converting YAML to JSON: " + e.getMessage());
    }
    return found;
  }

  /// A request's body in JSON or YAML.
  public static JsonNode body(byte[] content) {
    int first = 0;
    while (first < content.length && Character.isWhitespace(content[first])) {
      first++;
    }
    if (first == content.length) {
      return Json.object();
    }
    if (content[first] == '{' || content[first] == '[') {
      return Json.parse(content);
    }
    List<ObjectNode> documents = documents(new String(content, StandardCharsets.UTF_8));
    return documents.isEmpty() ? Json.object() : documents.getFirst();
  }

  private static JsonNode node(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        ObjectNode object = Json.object();
        map.forEach((key, entry) -> object.set(String.valueOf(key), node(entry)));
        yield object;
      }
      case List<?> list -> {
        var array = Json.array();
        list.forEach(entry -> array.add(node(entry)));
        yield array;
      }
      case Date date -> Json.MAPPER.valueToTree(Times.write(date.toInstant()));
      case null -> Json.MAPPER.nullNode();
      default -> Json.MAPPER.valueToTree(value);
    };
  }
}
