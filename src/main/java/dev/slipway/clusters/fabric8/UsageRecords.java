package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Size;
import dev.slipway.clusters.resources.ClusterResources.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads sizes and samples (kubernetes/metrics:pkg/apis/metrics/v1beta1/types.go).
final class UsageRecords {

  private UsageRecords() {}

  static Size size(JsonNode resources) {
    return new Size(amount(resources, "cpu"), amount(resources, "memory"));
  }

  /// Of all containers of a pod together; what one does not name, the pod has not.
  static Size ofPods(JsonNode spec, String which) {
    return new Size(sum(spec, which, "cpu"), sum(spec, which, "memory"));
  }

  private static @Nullable BigDecimal sum(JsonNode spec, String which, String resource) {
    BigDecimal sum = null;
    for (var container : spec.path("containers")) {
      var one = amount(container.path("resources").path(which), resource);
      if (one == null) {
        return null;
      }
      sum = sum == null ? one : sum.add(one);
    }
    return sum;
  }

  static Optional<Usage> ofPod(JsonNode object) {
    var cpu = BigDecimal.ZERO;
    var memory = BigDecimal.ZERO;
    for (var container : object.path("containers")) {
      var used = size(container.path("usage"));
      if (used.cpu() == null || used.memory() == null) {
        return Optional.empty();
      }
      cpu = cpu.add(used.cpu());
      memory = memory.add(used.memory());
    }
    return object.path("containers").isEmpty()
        ? Optional.empty()
        : Optional.of(usage(object, cpu, memory));
  }

  static Optional<Usage> ofNode(JsonNode object) {
    var used = size(object.path("usage"));
    return used.cpu() == null || used.memory() == null
        ? Optional.empty()
        : Optional.of(usage(object, used.cpu(), used.memory()));
  }

  private static Usage usage(JsonNode object, BigDecimal cpu, BigDecimal memory) {
    var metadata = object.path("metadata");
    return new Usage(
        new Name(Fields.text(metadata, "namespace"), Fields.text(metadata, "name")),
        cpu,
        memory,
        Fields.instant(object, "timestamp"));
  }

  private static @Nullable BigDecimal amount(JsonNode resources, String resource) {
    var text = Fields.text(resources, resource);
    return text.isEmpty() ? null : Amounts.read(text).orElse(null);
  }
}
