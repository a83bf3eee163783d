package dev.slipway.integrations.web;

import dev.slipway.integrations.web.ApiPage.CallLine;
import dev.slipway.integrations.web.ApiPage.FieldLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Draws a call from the description: its fields, and a line to copy with what is known filled in.
@Component
class CallLines {

  private static final String IN = "in";
  private static final String NAME = "name";
  private static final String PROPERTIES = "properties";
  private static final Set<String> KINDS =
      Set.of(
          "rollout",
          "rollback",
          "scale",
          "restart",
          "pause",
          "resume",
          "resources",
          "pause-sync",
          "resume-sync");

  private final ApiDocument document;

  CallLines(ApiDocument document) {
    this.document = document;
  }

  CallLine of(ApiDocument.Call call, String base, Map<String, String> known) {
    return new CallLine(
        call.id(),
        call.method(),
        call.path(),
        call.operation().path("summary").asString(),
        call.operation().path("description").asString().replaceAll("Permission [A-Z_]+\\.\\s*", ""),
        right(call),
        fields(call),
        call.operation().path("responses").properties().stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", ")),
        call.takesToken() ? curl(call, base, known) : null,
        call.isSigned()
            ? call.operation().path("x-no-line").asString()
            : "In the browser only, signed in: no token may, so there is no line to copy.");
  }

  private static String right(ApiDocument.Call call) {
    if (call.isSigned()) {
      return "Whoever holds a key of it may.";
    }
    var permission = call.operation().path("x-permission").asString("");
    return switch (permission) {
      case "PUBLIC" -> "Anybody may.";
      case "VIEW", "OWN_ACCOUNT", "" -> "Anybody signed in may.";
      default -> "Needs the right “" + permission.toLowerCase(Locale.ROOT).replace('_', ' ') + "”.";
    };
  }

  private List<FieldLine> fields(ApiDocument.Call call) {
    var fields = new ArrayList<FieldLine>();
    for (var parameter : document.parameters(call)) {
      fields.add(
          new FieldLine(
              parameter.path(NAME).asString(),
              parameter.path(IN).asString(),
              parameter.path("required").asBoolean(false),
              type(parameter.path("schema")),
              parameter.path("description").asString("")));
    }
    var body = document.body(call);
    var required = texts(body.path("required"));
    body.path(PROPERTIES)
        .properties()
        .forEach(field ->
            fields.add(
                new FieldLine(
                    field.getKey(),
                    "body",
                    required.contains(field.getKey()),
                    type(field.getValue()),
                    field.getValue().path("description").asString(""))));
    return fields;
  }

  /// A type in a few words.
  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      return String.join(" | ", texts(schema.path("enum")));
    }
    var type = schema.path("type");
    var word = type.isArray() ? type.path(0).asString() : type.asString("");
    return switch (word) {
      case "string" -> schema.path("format").asString("text");
      case "integer" -> "number";
      case "array" -> "list";
      default -> word;
    };
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().filter(JsonNode::isString).map(JsonNode::asString).toList();
  }

  private String curl(ApiDocument.Call call, String base, Map<String, String> known) {
    var path = call.path();
    var query = new LinkedHashMap<String, String>();
    var keyed = false;
    for (var parameter : document.parameters(call)) {
      var name = parameter.path(NAME).asString();
      switch (parameter.path(IN).asString()) {
        case "path" ->
            path = path.replace("{" + name + "}", Curl.part(value(name, call, parameter, known)));
        case "header" -> keyed = true;
        default -> {
          var given = known.isEmpty() ? example(parameter) : known.get(name);
          if (given != null && fits(given, parameter.path("schema"))) {
            query.put(name, given);
          }
        }
      }
    }
    var address = base + path + Curl.query(query);
    if (call.reads()) {
      return Curl.get(address);
    }
    return call.operation().at("/requestBody/content/application~1yaml").isMissingNode()
        ? Curl.post(address, body(call, known), keyed)
        : Curl.file(address, "catalog.yaml", "application/yaml", keyed);
  }

  /// What a page calls by the same name need not be what the call takes.
  private static boolean fits(String given, JsonNode schema) {
    return !schema.has("enum") || texts(schema.path("enum")).contains(given);
  }

  private static boolean isText(JsonNode schema) {
    var type = schema.path("type");
    return (type.isArray() ? type.path(0) : type).asString("").equals("string");
  }

  private String value(
      String name, ApiDocument.Call call, JsonNode parameter, Map<String, String> known) {
    var thing = name.equals("id") ? call.path().split("/", -1)[1].replaceAll("s$", "") : name;
    var given = known.get(thing);
    if (given != null) {
      return given;
    }
    var example = example(parameter);
    return example == null ? thing.toUpperCase(Locale.ROOT) + "-ID" : example;
  }

  private static @Nullable String example(JsonNode parameter) {
    return parameter.has("example") ? parameter.path("example").asString() : null;
  }

  private @Nullable Map<String, Object> body(ApiDocument.Call call, Map<String, String> known) {
    var schema = document.body(call);
    if (schema.isMissingNode()) {
      return null;
    }
    var required = texts(schema.path("required"));
    var body = new LinkedHashMap<String, Object>();
    var kind = KINDS.contains(known.getOrDefault("kind", "")) ? known.get("kind") : null;
    schema
        .path(PROPERTIES)
        .properties()
        .forEach(field -> {
          var name = field.getKey();
          if (name.equals("image") && kind != null && !kind.equals("rollout")) {
            return;
          }
          var given = name.equals("kind") ? kind : known.get(name);
          var example = field.getValue().path("examples").path(0);
          if (given != null && isText(field.getValue()) && fits(given, field.getValue())) {
            body.put(name, given);
          } else if (example.isValueNode() && isText(field.getValue())) {
            body.put(name, example.asString());
          } else if (required.contains(name)) {
            body.put(name, name.toUpperCase(Locale.ROOT));
          }
        });
    return body;
  }
}
