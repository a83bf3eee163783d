package dev.slipway.sandbox.kubernetes.admission;

import static dev.slipway.sandbox.kubernetes.admission.Defaults.missing;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Defaults of a pod's spec and its containers.
final class PodDefaults {

  private PodDefaults() {}

  static void spec(ObjectNode spec, String restartPolicy) {
    missing(spec, "restartPolicy", restartPolicy);
    missing(spec, "terminationGracePeriodSeconds", 30);
    missing(spec, "dnsPolicy", "ClusterFirst");
    missing(spec, "schedulerName", "default-scheduler");
    Json.child(spec, "securityContext");
    if (!Json.absent(spec, "serviceAccountName")) {
      missing(spec, "serviceAccount", Json.text(spec, "serviceAccountName"));
    }
    for (JsonNode container : containers(spec)) {
      if (container instanceof ObjectNode object) {
        container(object);
      }
    }
    for (JsonNode volume : Json.items(spec, "volumes")) {
      for (String kind : List.of("configMap", "secret", "projected", "downwardAPI")) {
        if (volume.path(kind) instanceof ObjectNode source) {
          missing(source, "defaultMode", 420);
        }
      }
      if (volume.path("hostPath") instanceof ObjectNode path) {
        missing(path, "type", "");
      }
    }
  }

  static List<JsonNode> containers(JsonNode spec) {
    var all = new ArrayList<JsonNode>(Json.items(spec, "initContainers"));
    all.addAll(Json.items(spec, "containers"));
    return all;
  }

  private static void container(ObjectNode container) {
    missing(container, "terminationMessagePath", "/dev/termination-log");
    missing(container, "terminationMessagePolicy", "File");
    missing(container, "imagePullPolicy", pullPolicy(Json.text(container, "image")));
    ObjectNode resources = Json.child(container, "resources");
    if (resources.path("limits") instanceof ObjectNode limits) {
      ObjectNode requests = Json.child(resources, "requests");
      limits
          .properties()
          .forEach(e -> {
            if (!requests.has(e.getKey())) {
              requests.set(e.getKey(), e.getValue());
            }
          });
    }
    for (JsonNode port : Json.items(container, "ports")) {
      if (port instanceof ObjectNode object) {
        missing(object, "protocol", "TCP");
      }
    }
    for (JsonNode variable : Json.items(container, "env")) {
      if (Json.at(variable, "valueFrom", "fieldRef") instanceof ObjectNode reference) {
        missing(reference, "apiVersion", "v1");
      }
    }
    for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.path(name) instanceof ObjectNode probe) {
        probe(probe);
      }
    }
  }

  private static void probe(ObjectNode probe) {
    missing(probe, "timeoutSeconds", 1);
    missing(probe, "periodSeconds", 10);
    missing(probe, "successThreshold", 1);
    missing(probe, "failureThreshold", 3);
    if (probe.path("httpGet") instanceof ObjectNode get) {
      missing(get, "path", "/");
      missing(get, "scheme", "HTTP");
    }
  }

  private static String pullPolicy(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    boolean latest = !name.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
    return latest ? "Always" : "IfNotPresent";
  }

  static String quality(JsonNode spec) {
    boolean any = false;
    boolean all = true;
    for (JsonNode container : containers(spec)) {
      JsonNode resources = container.path("resources");
      any |= !resources.path("requests").isEmpty() || !resources.path("limits").isEmpty();
      for (String resource : List.of("cpu", "memory")) {
        String limit = Json.text(resources, "limits", resource);
        all &= !limit.isEmpty() && limit.equals(Json.text(resources, "requests", resource));
      }
    }
    return all ? "Guaranteed" : any ? "Burstable" : "BestEffort";
  }
}
