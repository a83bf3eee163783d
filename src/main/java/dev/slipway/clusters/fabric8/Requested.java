package dev.slipway.clusters.fabric8;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What pods ask of a node.
///
/// @param cpu in thousandths of a CPU
/// @param memory in bytes
/// @param pods how many they are
record Requested(long cpu, long memory, int pods) {

  static final Requested NOTHING = new Requested(0, 0, 0);

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /// As the scheduler counts a pod: its containers and the init containers that stay, together, or
  /// the largest init container with those that stay before it, whichever is more.
  /// (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers)
  static Requested by(JsonNode spec) {
    return new Requested(of(spec, "cpu", THOUSAND), of(spec, "memory", BigDecimal.ONE), 1);
  }

  private static long of(JsonNode spec, String what, BigDecimal unit) {
    long together = 0;
    for (var container : spec.path("containers")) {
      together += amount(container.path("resources").path("requests"), what, unit);
    }
    long staying = 0;
    long largest = 0;
    for (var init : spec.path("initContainers")) {
      var asked = amount(init.path("resources").path("requests"), what, unit);
      if ("Always".equals(Fields.text(init, "restartPolicy"))) {
        staying += asked;
        largest = Math.max(largest, staying);
      } else {
        largest = Math.max(largest, staying + asked);
      }
    }
    return Math.max(together + staying, largest) + amount(spec.path("overhead"), what, unit);
  }

  /// Rounded up, as Kubernetes does. What is not named, or no amount, is nothing.
  static long amount(JsonNode sizes, String what, BigDecimal unit) {
    var text = Fields.text(sizes, what);
    return Amounts.read(text)
        .map(amount -> amount.multiply(unit))
        .filter(Decimals::isShort)
        .map(amount -> Decimals.rounded(amount, 0, RoundingMode.CEILING).longValue())
        .orElse(0L);
  }

  /// What the pods on each node request, by its name.
  static Map<String, Requested> byNode(Collection<PodRecord> pods) {
    Map<String, Requested> byNode = new HashMap<>();
    for (var record : pods) {
      var node = record.pod().node();
      if (node != null) {
        byNode.merge(node, record.requested(), Requested::and);
      }
    }
    return byNode;
  }

  Requested and(Requested other) {
    return new Requested(cpu + other.cpu, memory + other.memory, pods + other.pods);
  }
}
