package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// One column of a table, and how its cells are made. Priority 1 is shown with `-o wide` only.
record Column(String name, String type, int priority, Function<JsonNode, Object> cell) {

  static Column text(String name, Function<JsonNode, Object> cell) {
    return new Column(name, "string", 0, cell);
  }

  static Column number(String name, String... path) {
    return new Column(name, "integer", 0, object -> Json.integer(object, 0, path));
  }

  static Column wide(String name, Function<JsonNode, Object> cell) {
    return new Column(name, "string", 1, cell);
  }

  static Column at(String name, String... path) {
    return text(name, object -> orNone(Json.text(object, path)));
  }

  static Column named() {
    return text("Name", Json::name);
  }

  static Column age() {
    return text("Age", object -> since(Json.at(object, "metadata", "creationTimestamp")));
  }

  static String since(JsonNode time) {
    Instant then = Times.read(time);
    return then.equals(Instant.EPOCH)
        ? "<unknown>"
        : Times.brief(Duration.between(then, Instant.now()));
  }

  static String orNone(String text) {
    return text.isEmpty() ? "<none>" : text;
  }

  /// `app=api,tier=web`, with the expressions of the selector behind the labels.
  static String selector(JsonNode selector) {
    String labels =
        Json.strings(selector, "matchLabels").entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
    String rest =
        Json.items(selector, "matchExpressions").stream()
            .map(Column::expression)
            .collect(Collectors.joining(","));
    return orNone(labels.isEmpty() || rest.isEmpty() ? labels + rest : labels + "," + rest);
  }

  static String pairs(JsonNode map) {
    return orNone(
        Json.strings(map).entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(",")));
  }

  static String joined(List<JsonNode> nodes, String... path) {
    return nodes.stream().map(n -> Json.text(n, path)).collect(Collectors.joining(","));
  }

  private static String expression(JsonNode expression) {
    String key = Json.text(expression, "key");
    String values = "(" + joined(Json.items(expression, "values")) + ")";
    return switch (Json.text(expression, "operator")) {
      case "In" -> key + " in " + values;
      case "NotIn" -> key + " notin " + values;
      case "DoesNotExist" -> "!" + key;
      default -> key;
    };
  }
}
