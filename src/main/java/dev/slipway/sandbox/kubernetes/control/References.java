package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether the ConfigMaps and Secrets that a pod needs are there.
final class References {

  private final Plane plane;

  References(Plane plane) {
    this.plane = plane;
  }

  /// What the container misses in its environment, in a node's words.
  Optional<String> missing(JsonNode container, String namespace) {
    for (JsonNode source : Json.items(container, "envFrom")) {
      for (String kind : List.of("configMap", "secret")) {
        Optional<String> gap = gap(kind, source.path(kind + "Ref"), namespace);
        if (gap.isPresent()) {
          return gap;
        }
      }
    }
    for (JsonNode variable : Json.items(container, "env")) {
      for (String kind : List.of("configMap", "secret")) {
        JsonNode reference = Json.at(variable, "valueFrom", kind + "KeyRef");
        Optional<String> gap = gap(kind, reference, namespace);
        if (gap.isPresent()) {
          return gap;
        }
      }
    }
    return Optional.empty();
  }

  /// The first volume whose content is not there, in a node's words.
  Optional<String> unmountable(JsonNode pod) {
    for (JsonNode volume : Json.items(pod, "spec", "volumes")) {
      JsonNode map = volume.path("configMap");
      JsonNode secret = volume.path("secret");
      Optional<String> gap = gap("configMap", map, Json.namespace(pod));
      if (gap.isEmpty() && secret.has("secretName")) {
        ObjectNode named = Json.copy(secret).put("name", Json.text(secret, "secretName"));
        gap = gap("secret", named, Json.namespace(pod));
      }
      if (gap.isPresent()) {
        return Optional.of(
            "MountVolume.SetUp failed for volume \""
                + Json.text(volume, "name")
                + "\" : "
                + gap.get());
      }
    }
    return Optional.empty();
  }

  /// The claims of the pod that do not exist.
  Optional<String> unclaimed(JsonNode pod) {
    return Json.items(pod, "spec", "volumes").stream()
        .map(volume -> Json.text(volume, "persistentVolumeClaim", "claimName"))
        .filter(name -> !name.isEmpty())
        .filter(name -> !plane.exists("persistentvolumeclaims", new Key(Json.namespace(pod), name)))
        .findFirst();
  }

  private Optional<String> gap(String kind, JsonNode reference, String namespace) {
    String name = Json.text(reference, "name");
    if (name.isEmpty() || Json.flag(reference, "optional")) {
      return Optional.empty();
    }
    boolean map = kind.equals("configMap");
    ObjectNode found = plane.get(map ? "configmaps" : "secrets", new Key(namespace, name));
    if (found == null) {
      return Optional.of((map ? "configmap" : "secret") + " \"" + name + "\" not found");
    }
    String key = Json.text(reference, "key");
    boolean known = found.path("data").has(key) || found.path("binaryData").has(key);
    boolean names = !map && found.path("data").isEmpty();
    return key.isEmpty() || known || names
        ? Optional.empty()
        : Optional.of(
            "couldn't find key "
                + key
                + " in "
                + (map ? "ConfigMap " : "Secret ")
                + namespace
                + "/"
                + name);
  }
}
