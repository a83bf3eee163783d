package dev.slipway.operating;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Documents of YAML files as trees.
final class Yamls {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Yamls() {}

  static JsonNode one(String path) throws IOException {
    return all(Files.readString(Path.of(path))).getFirst();
  }

  static List<JsonNode> all(String text) {
    List<JsonNode> documents = new ArrayList<>();
    for (var document : new Yaml().loadAll(text)) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  /// Every object under `k8s/` but the kustomizations, by its file.
  static Map<String, List<JsonNode>> manifests() throws IOException {
    try (var files = Files.walk(Path.of("k8s"))) {
      var found = new java.util.TreeMap<String, List<JsonNode>>();
      for (var file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        if (!file.endsWith("kustomization.yaml")) {
          found.put(file.toString(), all(Files.readString(file)));
        }
      }
      return found;
    }
  }
}
