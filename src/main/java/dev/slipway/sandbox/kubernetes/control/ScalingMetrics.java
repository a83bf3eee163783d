package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The metrics of autoscalers (autoscaling/v2). Those of pods, objects and the world outside come
/// from adapters, which a cluster has or has not.
final class ScalingMetrics {

  private static final String ADAPTERS = "apiservices.apiregistration.k8s.io";

  private ScalingMetrics() {}

  /// Metrics that nothing in the cluster serves.
  static List<JsonNode> unserved(Plane plane, JsonNode autoscaler) {
    return Json.items(autoscaler, "spec", "metrics").stream()
        .filter(metric -> {
          String api = api(metric);
          return !api.isEmpty() && plane.get(ADAPTERS, new Key("", "v1beta1." + api)) == null;
        })
        .toList();
  }

  private static String api(JsonNode metric) {
    return switch (Json.text(metric, "type")) {
      case "Pods", "Object" -> "custom.metrics.k8s.io";
      case "External" -> "external.metrics.k8s.io";
      default -> "";
    };
  }

  static String reason(JsonNode metric) {
    return "FailedGet" + Json.text(metric, "type") + "Metric";
  }

  static String failure(Key autoscaler, JsonNode metric) {
    String type = Json.text(metric, "type");
    String name = Json.text(metric, part(type), "metric", "name");
    return type.equals("External")
        ? "the HPA was unable to compute the replica count: unable to get external metric "
            + autoscaler.namespace()
            + "/"
            + name
            + "/nil: unable to fetch metrics from external metrics API: the server could not find"
            + " the requested resource (get "
            + name
            + ".external.metrics.k8s.io)"
        : "the HPA was unable to compute the replica count: unable to get metric "
            + name
            + ": unable to fetch metrics from custom metrics API: the server could not find the"
            + " requested resource (get pods.custom.metrics.k8s.io *)";
  }

  /// Writes what the controller read: nothing for a metric that it could not read.
  ///
  /// @param used the share of its target that each metric is at
  static void current(
      ObjectNode autoscaler, ObjectNode status, double used, List<JsonNode> unserved) {
    ArrayNode metrics = status.putArray("currentMetrics");
    for (JsonNode metric : Json.items(autoscaler, "spec", "metrics")) {
      String type = Json.text(metric, "type");
      if (unserved.contains(metric)) {
        metrics.addObject().put("type", "");
        continue;
      }
      ObjectNode source = metrics.addObject().put("type", type).putObject(part(type));
      JsonNode wanted = Json.at(metric, part(type));
      for (String name : List.of("name", "container", "metric", "describedObject")) {
        if (wanted.has(name)) {
          source.set(name, wanted.path(name).deepCopy());
        }
      }
      value(source.putObject("current"), wanted.path("target"), used);
    }
  }

  private static void value(ObjectNode current, JsonNode target, double used) {
    if (target.has("averageUtilization")) {
      long share = Math.round(used * target.path("averageUtilization").asInt(80));
      current.put("averageUtilization", (int) share).put("averageValue", share + "m");
    } else if (target.has("averageValue")) {
      current.put("averageValue", share(target.path("averageValue"), used));
    } else {
      current.put("value", share(target.path("value"), used));
    }
  }

  private static String share(JsonNode target, double used) {
    String text = target.asString("");
    return text.matches("\\d+") ? Long.toString(Math.round(used * Long.parseLong(text))) : text;
  }

  private static String part(String type) {
    return switch (type) {
      case "ContainerResource" -> "containerResource";
      case "Pods" -> "pods";
      case "Object" -> "object";
      case "External" -> "external";
      default -> "resource";
    };
  }
}
