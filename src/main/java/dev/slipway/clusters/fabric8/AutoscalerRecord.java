package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.Owner;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the portal keeps of a HorizontalPodAutoscaler.
///
/// @param target kind, namespace and name of what it scales, as `Deployment/shop/cart`
record AutoscalerRecord(Autoscaler autoscaler, String target, List<Owner> owners) {

  private static final Set<String> NOT_WORKING =
      Set.of(
          "FailedGetScale",
          "FailedUpdateScale",
          "FailedGetResourceMetric",
          "FailedGetObjectMetric",
          "FailedGetPodsMetric",
          "FailedGetExternalMetric",
          "FailedGetContainerResourceMetric",
          "FailedComputeMetricsReplicas",
          "InvalidSelector",
          "AmbiguousSelector");

  static AutoscalerRecord from(JsonNode object) {
    var metadata = object.path("metadata");
    var spec = object.path("spec");
    var status = object.path("status");
    var target = spec.path("scaleTargetRef");
    var group = Fields.text(target, "apiVersion");
    var name = Fields.text(metadata, "name");
    return new AutoscalerRecord(
        new Autoscaler(
            name,
            Fields.text(metadata, "uid"),
            Fields.number(spec, "minReplicas", 1),
            Fields.number(spec, "maxReplicas", 1),
            Fields.number(status, "currentReplicas", 0),
            Fields.number(status, "desiredReplicas", 0),
            note(Condition.all(status)),
            cpu(spec.path("metrics")),
            "slipway".equals(Fields.text(metadata.path("labels"), "app.kubernetes.io/managed-by"))),
        group.startsWith("apps/")
            ? Fields.text(target, "kind")
                + "/"
                + Fields.text(metadata, "namespace")
                + "/"
                + Fields.text(target, "name")
            : "",
        owners(name, metadata));
  }

  private static @Nullable Integer cpu(JsonNode metrics) {
    for (var metric : metrics) {
      var resource = metric.path("resource");
      if (Fields.text(resource, "name").equals("cpu")
          && resource.path("target").has("averageUtilization")) {
        return Fields.number(resource.path("target"), "averageUtilization", 0);
      }
    }
    return null;
  }

  private static List<Owner> owners(String name, JsonNode metadata) {
    for (var owner : metadata.path("ownerReferences")) {
      if ("ScaledObject".equals(Fields.text(owner, "kind"))) {
        return List.of(
            new Owner(
                Owner.Kind.KEDA,
                Fields.text(owner, "name"),
                true,
                "Change the ScaledObject, or pause it by autoscaling.keda.sh/paused-replicas"));
      }
    }
    return List.of(new Owner(Owner.Kind.HPA, name, true, null));
  }

  private static @Nullable String note(List<Condition> conditions) {
    for (var condition : conditions) {
      if (condition.isFalse() && NOT_WORKING.contains(condition.reason())) {
        return condition.reason() + ": " + condition.message();
      }
    }
    var active = Condition.find(conditions, "ScalingActive");
    if (active != null && "ScalingDisabled".equals(active.reason())) {
      return "Off while there are 0 replicas";
    }
    var limited = Condition.find(conditions, "ScalingLimited");
    return limited != null && limited.isTrue() && "TooManyReplicas".equals(limited.reason())
        ? "Saturated: wants more than its maximum"
        : null;
  }
}
