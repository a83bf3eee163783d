package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Scaler;
import dev.slipway.clusters.resources.ClusterResources.State;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How much room an autoscaler has left (autoscaling/v2; kubernetes/kubernetes:
/// pkg/controller/podautoscaler/horizontal.go). One that cannot scale is critical, one that would
/// if it might is a warning. One without replicas is off, which is no fault.
final class ScalingRules {

  private static final Set<String> CANNOT =
      Set.of(
          "FailedGetScale",
          "FailedUpdateScale",
          "FailedGetResourceMetric",
          "FailedGetContainerResourceMetric",
          "FailedGetObjectMetric",
          "FailedGetPodsMetric",
          "FailedGetExternalMetric",
          "FailedComputeMetricsReplicas",
          "InvalidSelector",
          "AmbiguousSelector",
          "InvalidMetricSourceType");

  private ScalingRules() {}

  static ResourceFinding of(Scaler scaler) {
    var percent =
        ResourceFinding.percent(
            BigDecimal.valueOf(scaler.current()), BigDecimal.valueOf(scaler.max()));
    var broken =
        scaler.states().stream()
            .filter(state -> state.is(false) && CANNOT.contains(state.reason()))
            .findFirst()
            .orElse(null);
    if (broken != null) {
      return new ResourceFinding(
          ResourceLevel.CRITICAL,
          "It scales nothing: " + broken.reason() + ". " + broken.message(),
          percent,
          broken.since());
    }
    var active = state(scaler, "ScalingActive");
    if (active != null && active.is(false) && active.reason().equals("ScalingDisabled")) {
      return new ResourceFinding(
          ResourceLevel.OK, "Off while there are 0 replicas.", null, active.since());
    }
    if (scaler.states().isEmpty()) {
      return ResourceFinding.of(
          ResourceLevel.UNKNOWN,
          "%s. Its controller has not judged it yet.".formatted(now(scaler)));
    }
    var limited = state(scaler, "ScalingLimited");
    if (limited != null && limited.is(true) && limited.reason().equals("TooManyReplicas")) {
      return new ResourceFinding(
          ResourceLevel.WARNING,
          "%s: it is at its maximum and its metrics ask for more.".formatted(now(scaler)),
          percent,
          limited.since());
    }
    return new ResourceFinding(ResourceLevel.OK, now(scaler) + ".", percent, null);
  }

  private static String now(Scaler scaler) {
    return "%d of at most %d replicas, at least %d"
        .formatted(scaler.current(), scaler.max(), scaler.min());
  }

  private static @Nullable State state(Scaler scaler, String type) {
    return scaler.states().stream()
        .filter(state -> state.type().equals(type))
        .findFirst()
        .orElse(null);
  }
}
