package dev.slipway.deployments;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.TemplateHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The pod template of a workload; every change makes a new one.
record PodTemplate(JsonNode json) {

  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
  private static final Pattern MIGRATION =
      Pattern.compile("migrat|flyway|liquibase|schema|alembic", Pattern.CASE_INSENSITIVE);

  /// A container of the template.
  record Container(String name, String image, boolean init) {}

  static PodTemplate of(LiveObject live) {
    return new PodTemplate(live.spec().path("template"));
  }

  String hash() {
    return TemplateHash.of(json);
  }

  List<Container> containers() {
    var found = new ArrayList<Container>();
    collect("initContainers", true, found);
    collect("containers", false, found);
    return found;
  }

  Optional<Container> container(String name) {
    return containers().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /// The version that a placement shows: that of its container.
  String version(String container) {
    return container(container)
        .or(() -> containers().stream().filter(c -> !c.init()).findFirst())
        .map(each -> ImageRef.versionOf(each.image()))
        .orElse("unknown");
  }

  PodTemplate withImages(Map<String, String> images) {
    var copy = copy();
    for (var list : List.of("initContainers", "containers")) {
      for (var each : spec(copy).path(list)) {
        var wanted = images.get(each.path("name").asString(""));
        if (wanted != null) {
          ((ObjectNode) each).put("image", wanted);
        }
      }
    }
    return new PodTemplate(copy);
  }

  /// What a container requests and is limited to, by place, such as `requests.cpu`.
  Map<String, String> resources(String container) {
    var found = new TreeMap<String, String>();
    for (var list : List.of("initContainers", "containers")) {
      for (var each : spec(json).path(list)) {
        if (each.path("name").asString("").equals(container)) {
          for (var side : List.of("requests", "limits")) {
            each.path("resources")
                .path(side)
                .properties()
                .forEach(amount ->
                    found.put(side + "." + amount.getKey(), amount.getValue().asString("")));
          }
        }
      }
    }
    return found;
  }

  /// @param amounts by place; null takes one away
  PodTemplate withResources(String container, Map<String, @Nullable String> amounts) {
    var copy = copy();
    for (var list : List.of("initContainers", "containers")) {
      for (var each : spec(copy).path(list)) {
        if (each.path("name").asString("").equals(container)) {
          var resources = child((ObjectNode) each, "resources");
          amounts.forEach((place, amount) -> {
            var dot = place.indexOf('.');
            var side = child(resources, place.substring(0, dot));
            if (amount == null) {
              side.remove(place.substring(dot + 1));
            } else {
              side.put(place.substring(dot + 1), amount);
            }
          });
        }
      }
    }
    return new PodTemplate(copy);
  }

  PodTemplate restartedAt(String stamp) {
    var copy = copy();
    child(child(copy, "metadata"), "annotations").put(RESTARTED_AT, stamp);
    return new PodTemplate(copy);
  }

  @Nullable String restartedAt() {
    var stamp = json.path("metadata").path("annotations").path(RESTARTED_AT).asString("");
    return stamp.isEmpty() ? null : stamp;
  }

  /// The same but for the stamp of a restart.
  boolean differsOnlyByRestart(PodTemplate other) {
    return !hash().equals(other.hash())
        && restartedAt("").hash().equals(other.restartedAt("").hash());
  }

  /// ConfigMaps and Secrets that the template names, such as `ConfigMap app-config`. Only names.
  Set<String> configuration() {
    var names = new TreeSet<String>();
    var spec = spec(json);
    for (var volume : spec.path("volumes")) {
      note(names, "ConfigMap", volume.path("configMap").path("name"));
      note(names, "Secret", volume.path("secret").path("secretName"));
      for (var source : volume.path("projected").path("sources")) {
        note(names, "ConfigMap", source.path("configMap").path("name"));
        note(names, "Secret", source.path("secret").path("name"));
      }
    }
    for (var list : List.of("initContainers", "containers")) {
      for (var container : spec.path(list)) {
        for (var from : container.path("envFrom")) {
          note(names, "ConfigMap", from.path("configMapRef").path("name"));
          note(names, "Secret", from.path("secretRef").path("name"));
        }
        for (var env : container.path("env")) {
          note(names, "ConfigMap", env.path("valueFrom").path("configMapKeyRef").path("name"));
          note(names, "Secret", env.path("valueFrom").path("secretKeyRef").path("name"));
        }
      }
    }
    return names;
  }

  /// Init containers that look as if they change a database schema.
  List<String> migrations() {
    return containers().stream()
        .filter(Container::init)
        .filter(each -> MIGRATION.matcher(each.name() + " " + each.image()).find())
        .map(Container::name)
        .toList();
  }

  private void collect(String list, boolean init, List<Container> into) {
    for (var each : spec(json).path(list)) {
      into.add(
          new Container(each.path("name").asString(""), each.path("image").asString(""), init));
    }
  }

  private static void note(Set<String> names, String kind, JsonNode name) {
    var text = name.asString("");
    if (!text.isEmpty()) {
      names.add(kind + " " + text);
    }
  }

  private ObjectNode copy() {
    return (ObjectNode) json.deepCopy();
  }

  private static JsonNode spec(JsonNode template) {
    return template.path("spec");
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode child ? child : parent.putObject(name);
  }
}
