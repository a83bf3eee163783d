package dev.slipway.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A platform for pupils as its own manifests say it, with a backup and a log shipper beside it:
/// what a team finds in its cluster on the day it takes in the portal. None of it was written for a
/// test; only names of namespaces, storage and nodes are those of the cluster at hand.
final class FoundPlatform {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path MANIFESTS = Path.of("src/main/resources/sandbox");
  private static final Set<String> KINDS =
      Set.of(
          "Namespace",
          "ResourceQuota",
          "LimitRange",
          "ServiceAccount",
          "ConfigMap",
          "Secret",
          "Deployment",
          "StatefulSet",
          "HorizontalPodAutoscaler",
          "PodDisruptionBudget",
          "NetworkPolicy",
          "Service");

  private FoundPlatform() {}

  static String in(String namespace) throws IOException {
    var found = new ArrayList<String>();
    for (var object : objects("platform-edu.yaml")) {
      var home = object.path("kind").asString().equals("Namespace") ? "/metadata/name" : HOME;
      if (object.at(home).asString().equals("platform-edu")
          && KINDS.contains(object.path("kind").asString())) {
        found.add(moved(object, namespace));
      }
    }
    for (var object : objects("emis.yaml")) {
      if (Set.of("CronJob", "DaemonSet").contains(object.path("kind").asString())) {
        found.add(moved(object, namespace));
      }
    }
    return String.join("\n---\n", found);
  }

  private static final String HOME = "/metadata/namespace";

  private static List<ObjectNode> objects(String file) throws IOException {
    var objects = new ArrayList<ObjectNode>();
    for (var document : new Yaml().loadAll(Files.readString(MANIFESTS.resolve(file)))) {
      if (JSON.valueToTree(document) instanceof ObjectNode object) {
        objects.add(object);
      }
    }
    return objects;
  }

  private static String moved(ObjectNode object, String namespace) {
    var metadata = (ObjectNode) object.get("metadata");
    metadata.put(
        object.path("kind").asString().equals("Namespace") ? "name" : "namespace", namespace);
    adapt(object);
    return object.toString();
  }

  /// What an operator changes when manifests move to another cluster.
  private static void adapt(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("nodeSelector", "tolerations"));
      if (object.has("storageClassName")) {
        object.put("storageClassName", "standard");
      }
      object.properties().stream().map(Map.Entry::getValue).forEach(FoundPlatform::adapt);
    } else {
      node.forEach(FoundPlatform::adapt);
    }
  }
}
