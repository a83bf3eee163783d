package dev.slipway.integrations.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The description of the API (OpenAPI 3.1), written by hand and read once.
@Component
class ApiDocument {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode root;
  private final String text;

  ApiDocument() {
    try {
      var source =
          new ClassPathResource("openapi/slipway-v1.yaml")
              .getContentAsString(StandardCharsets.UTF_8);
      Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(source);
      this.root = JSON.valueToTree(tree);
      this.text = JSON.writeValueAsString(root);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  String text() {
    return text;
  }

  JsonNode root() {
    return root;
  }

  /// One call.
  ///
  /// @param path with its parameters in braces; under `/api/v1` unless the call names a server
  record Call(String method, String path, JsonNode operation) {

    String id() {
      return operation.path("operationId").asString();
    }

    String tag() {
      return operation.path("tags").path(0).asString();
    }

    boolean reads() {
      return method.equals("GET");
    }

    boolean takesToken() {
      return !operation.path("x-token").asString("").equals("never");
    }

    /// Whether neither a session nor a token counts: it is known by its signature.
    boolean isSigned() {
      var security = operation.path("security");
      return security.isArray() && security.isEmpty();
    }
  }

  /// All calls, as they stand in the description.
  List<Call> calls() {
    var calls = new ArrayList<Call>();
    root.path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    calls.add(
                        new Call(
                            operation.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            operation.getValue()))));
    return calls;
  }

  /// The parameters of a call.
  List<JsonNode> parameters(Call call) {
    return call.operation().path("parameters").valueStream().map(this::resolved).toList();
  }

  /// The schema of the body that a call takes; missing where it takes none.
  JsonNode body(Call call) {
    return resolved(call.operation().at("/requestBody/content/application~1json/schema"));
  }

  /// What a reference stands for; anything else as it is.
  JsonNode resolved(JsonNode node) {
    var reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : root.at(reference.substring(1));
  }
}
