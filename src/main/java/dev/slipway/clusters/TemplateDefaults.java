package dev.slipway.clusters;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes out of a pod template what the API server would put in by itself, so that a template as
/// written and the same one as read back are equal.
final class TemplateDefaults {

  private static final Map<String, Object> POD =
      Map.of(
          "restartPolicy",
          "Always",
          "dnsPolicy",
          "ClusterFirst",
          "schedulerName",
          "default-scheduler",
          "terminationGracePeriodSeconds",
          30,
          "enableServiceLinks",
          true,
          "hostNetwork",
          false,
          "hostPID",
          false,
          "hostIPC",
          false);
  private static final Map<String, Object> CONTAINER =
      Map.of(
          "terminationMessagePath", "/dev/termination-log",
          "terminationMessagePolicy", "File",
          "stdin", false,
          "tty", false,
          "stdinOnce", false);
  private static final Map<String, Object> PROBE =
      Map.of(
          "timeoutSeconds", 1,
          "periodSeconds", 10,
          "successThreshold", 1,
          "failureThreshold", 3,
          "initialDelaySeconds", 0);
  private static final Set<String> EMPTY_MEANS_NOTHING =
      Set.of(
          "resources",
          "limits",
          "requests",
          "securityContext",
          "env",
          "envFrom",
          "volumeMounts",
          "ports",
          "annotations",
          "labels",
          "nodeSelector",
          "tolerations",
          "volumes",
          "args",
          "command",
          "initContainers",
          "imagePullSecrets",
          "hostAliases",
          "metadata",
          "affinity",
          "items");
  private static final List<String> FILE_SOURCES =
      List.of("configMap", "secret", "projected", "downwardAPI");

  private TemplateDefaults() {}

  static JsonNode without(JsonNode template) {
    if (!(template instanceof ObjectNode original)) {
      return JsonNodeFactory.instance.objectNode();
    }
    var copy = original.deepCopy();
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("creationTimestamp");
      if (metadata.get("labels") instanceof ObjectNode labels) {
        labels.remove("pod-template-hash");
      }
    }
    if (copy.get("spec") instanceof ObjectNode spec) {
      pod(spec);
    }
    prune(copy);
    return copy;
  }

  private static void pod(ObjectNode spec) {
    drop(spec, POD);
    if (spec.path("serviceAccount").equals(spec.path("serviceAccountName"))) {
      spec.remove("serviceAccount");
    }
    for (var list : List.of("containers", "initContainers", "ephemeralContainers")) {
      for (var item : spec.path(list)) {
        if (item instanceof ObjectNode container) {
          container(container);
        }
      }
    }
    for (var item : spec.path("volumes")) {
      if (item instanceof ObjectNode volume) {
        volume(volume);
      }
    }
  }

  private static void container(ObjectNode container) {
    drop(container, CONTAINER);
    if (container.path("imagePullPolicy").asString("").equals(pullPolicy(container))) {
      container.remove("imagePullPolicy");
    }
    for (var probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(probe) instanceof ObjectNode found) {
        drop(found, PROBE);
        drop(found.path("httpGet"), Map.of("scheme", "HTTP"));
        drop(found.path("grpc"), Map.of("service", ""));
      }
    }
    for (var port : container.path("ports")) {
      drop(port, Map.of("protocol", "TCP"));
    }
    for (var variable : container.path("env")) {
      drop(variable, Map.of("value", ""));
      drop(variable.path("valueFrom").path("fieldRef"), Map.of("apiVersion", "v1"));
    }
    for (var part : List.of("limits", "requests")) {
      if (container.path("resources").path(part) instanceof ObjectNode quantities) {
        for (var name : List.copyOf(quantities.propertyNames())) {
          var quantity = Quantity.canonical(quantities.path(name).asString(""));
          quantities.put(name, quantity);
        }
      }
    }
  }

  private static String pullPolicy(JsonNode container) {
    var image = container.path("image").asString("");
    if (image.contains("@")) {
      return "IfNotPresent";
    }
    var name = image.substring(image.lastIndexOf('/') + 1);
    return !name.contains(":") || name.endsWith(":latest") ? "Always" : "IfNotPresent";
  }

  private static void volume(ObjectNode volume) {
    for (var source : FILE_SOURCES) {
      drop(volume.path(source), Map.of("defaultMode", 420));
    }
    drop(volume.path("hostPath"), Map.of("type", ""));
    for (var source : volume.path("projected").path("sources")) {
      drop(source.path("serviceAccountToken"), Map.of("expirationSeconds", 3600));
    }
  }

  private static void drop(JsonNode node, Map<String, Object> defaults) {
    if (node instanceof ObjectNode object) {
      defaults.forEach((key, value) -> {
        if (object.has(key) && object.get(key).asString("").equals(value.toString())) {
          object.remove(key);
        }
      });
    }
  }

  private static void prune(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var key : List.copyOf(object.propertyNames())) {
        var value = object.get(key);
        prune(value);
        var empty = (value.isObject() || value.isArray()) && value.isEmpty();
        if (value.isNull() || (empty && EMPTY_MEANS_NOTHING.contains(key))) {
          object.remove(key);
        }
      }
    } else if (node.isArray()) {
      node.forEach(TemplateDefaults::prune);
    }
  }
}
