package dev.slipway.clusters.fabric8;

import dev.slipway.kernel.Decimals;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a HorizontalPodAutoscaler counts by: what it aims at, what it sees, and what nobody tells
/// it (autoscaling/v2: Resource, ContainerResource, Pods, Object and External metrics).
final class ScalingMetrics {

  private static final String UNSEEN = "not known: the cluster gives no value";

  private ScalingMetrics() {}

  static void tell(AroundItem item, JsonNode spec, JsonNode status) {
    var unseen = new ArrayList<String>();
    for (var metric : spec.path("metrics")) {
      var source = source(metric);
      var name = name(source);
      var now = now(metric, status);
      item.fact(target(metric, source, name), amount(source.path("target"), metric));
      item.fact(label(metric, name, " now"), now.isMissingNode() ? UNSEEN : amount(now, metric));
      if (now.isMissingNode()) {
        unseen.add(name);
      }
    }
    remark(item, unseen, status);
  }

  private static void remark(AroundItem item, List<String> unseen, JsonNode status) {
    var active = Condition.find(Condition.all(status), "ScalingActive");
    var stands = active != null && active.isFalse() && !active.reason().equals("ScalingDisabled");
    item.remark(
        stands,
        active == null
            ? ""
            : "It does not scale now. The cluster says %s: %s"
                .formatted(active.reason(), active.message()));
    // Before its first round it has told no condition at all, and no value is missing yet.
    item.remark(
        active != null && !unseen.isEmpty() && !active.reason().equals("ScalingDisabled"),
        """
        It asks for %s and gets no value: no metrics adapter of this cluster tells it one. Until one \
        does, it may add pods by its other metrics and takes none away.\
        """
            .formatted(String.join(" and ", unseen)));
  }

  /// The part that carries name and target; each type has its own.
  private static JsonNode source(JsonNode metric) {
    return switch (Fields.text(metric, "type")) {
      case "ContainerResource" -> metric.path("containerResource");
      case "Pods" -> metric.path("pods");
      case "Object" -> metric.path("object");
      case "External" -> metric.path("external");
      default -> metric.path("resource");
    };
  }

  private static String name(JsonNode source) {
    var named = Fields.text(source.path("metric"), "name");
    return named.isEmpty() ? Fields.text(source, "name") : named;
  }

  private static String target(JsonNode metric, JsonNode source, String name) {
    var object = source.path("describedObject");
    return label(metric, name, " target")
        + (object.isObject()
            ? " at " + Fields.text(object, "kind") + " " + Fields.text(object, "name")
            : "");
  }

  private static String label(JsonNode metric, String name, String what) {
    var container = Fields.text(metric.path("containerResource"), "container");
    var of = container.isEmpty() ? "" : " of " + container;
    return switch (name) {
      case "cpu" -> "CPU" + of + what;
      case "memory" -> "Memory" + of + what;
      case String other -> other + what;
    };
  }

  /// The value that the autoscaler saw last, by type and name: what it could not read has none.
  private static JsonNode now(JsonNode metric, JsonNode status) {
    for (var current : status.path("currentMetrics")) {
      var source = source(current);
      if (Fields.text(current, "type").equals(Fields.text(metric, "type"))
          && name(source).equals(name(source(metric)))
          && source.path("current").isObject()) {
        return source.path("current");
      }
    }
    return Fields.NOTHING;
  }

  private static String amount(JsonNode value, JsonNode metric) {
    if (value.has("averageUtilization")) {
      return value.path("averageUtilization").asString("?") + " % of the request";
    }
    var external = !metric.has("resource") && !metric.has("containerResource");
    if (value.has("averageValue")) {
      var average = Fields.text(value, "averageValue");
      return (external ? plain(average) : average) + " for each pod";
    }
    var all = Fields.text(value, "value");
    return all.isEmpty() ? "?" : plain(all) + " in all";
  }

  /// Counts come in thousandths as soon as they are no whole number.
  private static String plain(String quantity) {
    return quantity.endsWith("m")
        ? Decimals.read(quantity.substring(0, quantity.length() - 1))
            .map(thousandths -> Decimals.plain(thousandths.movePointLeft(3)))
            .orElse(quantity)
        : quantity;
  }
}
