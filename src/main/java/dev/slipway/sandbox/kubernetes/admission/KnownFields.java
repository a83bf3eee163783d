package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Strict field validation where people write by hand most: the workloads and their containers.
final class KnownFields {

  private static final Set<String> OBJECT =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final Map<String, Set<String>> SPECS =
      Map.of(
          "Deployment",
          Set.of(
              "replicas",
              "selector",
              "template",
              "strategy",
              "minReadySeconds",
              "paused",
              "revisionHistoryLimit",
              "progressDeadlineSeconds"),
          "StatefulSet",
          Set.of(
              "replicas",
              "selector",
              "template",
              "volumeClaimTemplates",
              "serviceName",
              "podManagementPolicy",
              "updateStrategy",
              "revisionHistoryLimit",
              "minReadySeconds",
              "persistentVolumeClaimRetentionPolicy",
              "ordinals"),
          "DaemonSet",
          Set.of(
              "selector", "template", "updateStrategy", "minReadySeconds", "revisionHistoryLimit"),
          "HorizontalPodAutoscaler",
          Set.of("scaleTargetRef", "minReplicas", "maxReplicas", "metrics", "behavior"));
  private static final Set<String> CONTAINER =
      Set.of(
          "name",
          "image",
          "command",
          "args",
          "workingDir",
          "ports",
          "envFrom",
          "env",
          "resources",
          "resizePolicy",
          "restartPolicy",
          "restartPolicyRules",
          "volumeMounts",
          "volumeDevices",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle",
          "terminationMessagePath",
          "terminationMessagePolicy",
          "imagePullPolicy",
          "securityContext",
          "stdin",
          "stdinOnce",
          "tty");

  private KnownFields() {}

  static void check(ObjectNode object) {
    Set<String> spec = SPECS.get(Json.text(object, "kind"));
    if (spec == null) {
      return;
    }
    var unknown = new ArrayList<String>();
    collect(unknown, "", object, OBJECT);
    collect(unknown, "spec.", object.path("spec"), spec);
    JsonNode pod = Json.at(object, "spec", "template", "spec");
    for (String list : List.of("initContainers", "containers")) {
      int index = 0;
      for (JsonNode container : Json.items(pod, list)) {
        collect(unknown, "spec.template.spec." + list + "[" + index++ + "].", container, CONTAINER);
      }
    }
    if (!unknown.isEmpty()) {
      throw ApiFailure.badRequest(
          Json.text(object, "kind")
              + " in version \"v1\" cannot be handled as a "
              + Json.text(object, "kind")
              + ": strict decoding error: "
              + String.join(", ", unknown));
    }
  }

  private static void collect(List<String> unknown, String path, JsonNode node, Set<String> known) {
    node.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> unknown.add("unknown field \"" + path + name + "\""));
  }
}
