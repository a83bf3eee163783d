package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterNodes.Node;
import dev.slipway.clusters.ClusterNodes.Pool;
import dev.slipway.clusters.ClusterNodes.Use;
import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sorts nodes into the pools that their labels name.
final class NodePools {

  /// The labels by which clouds and autoscalers name a pool, the most usual first.
  private static final List<String> LABELS =
      List.of(
          "agentpool",
          "kubernetes.azure.com/agentpool",
          "eks.amazonaws.com/nodegroup",
          "alpha.eksctl.io/nodegroup-name",
          "cloud.google.com/gke-nodepool",
          "karpenter.sh/nodepool",
          "node-group",
          "node-pool");

  private static final String ROLE = "node-role.kubernetes.io/";
  private static final List<String> CONTROL = List.of("control-plane", "master");
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private NodePools() {}

  /// @param requested by name of the node; null where the portal does not see the pods
  static List<Pool> of(
      List<JsonNode> nodes, @Nullable Map<String, Requested> requested, NodeBounds bounds) {
    Map<String, List<Node>> byPool = new TreeMap<>();
    for (var node : nodes) {
      var name = Fields.text(node.path("metadata"), "name");
      var asked = requested == null ? null : requested.getOrDefault(name, Requested.NOTHING);
      byPool.computeIfAbsent(pool(node), _ -> new ArrayList<>()).add(node(name, node, asked));
    }
    List<Pool> pools = new ArrayList<>();
    byPool.forEach((name, members) -> {
      members.sort(Comparator.comparing(Node::isWell).thenComparing(Node::name));
      pools.add(new Pool(name, bounds.of(name), List.copyOf(members)));
    });
    return List.copyOf(pools);
  }

  private static String pool(JsonNode node) {
    var labels = Fields.map(node.path("metadata").path("labels"));
    for (var label : LABELS) {
      var name = labels.getOrDefault(label, "");
      if (!name.isEmpty()) {
        return name;
      }
    }
    for (var role : CONTROL) {
      if (labels.containsKey(ROLE + role)) {
        return "control-plane";
      }
    }
    return labels.keySet().stream()
        .filter(label -> label.startsWith(ROLE))
        .map(label -> label.substring(ROLE.length()))
        .sorted()
        .findFirst()
        .orElse("worker");
  }

  private static Node node(String name, JsonNode node, @Nullable Requested asked) {
    var labels = node.path("metadata").path("labels");
    var status = node.path("status");
    var readiness = "Unknown";
    Condition ready = null;
    List<String> pressure = new ArrayList<>();
    for (var condition : Condition.all(status)) {
      if (condition.type().equals("Ready")) {
        ready = condition;
        readiness =
            condition.isTrue() ? "Ready" : condition.isFalse() ? "Not ready" : "Does not answer";
      } else if (isTrouble(condition)) {
        pressure.add(condition.type());
      }
    }
    var spec = node.path("spec");
    return new Node(
        name,
        ready != null && ready.isTrue(),
        readiness,
        ready == null ? null : ready.changed(),
        List.copyOf(pressure),
        spec.path("unschedulable").asBoolean(false),
        Fields.text(labels, "topology.kubernetes.io/zone"),
        Fields.text(labels, "node.kubernetes.io/instance-type"),
        Fields.text(status.path("nodeInfo"), "kubeletVersion"),
        taints(spec),
        cpu(status, asked),
        memory(status, asked),
        pods(status, asked));
  }

  /// Conditions of a node name what is wrong with it, but for those that agents call ready.
  private static boolean isTrouble(Condition condition) {
    return condition.type().endsWith("Ready") ? condition.isFalse() : condition.isTrue();
  }

  private static List<String> taints(JsonNode spec) {
    return spec.path("taints")
        .valueStream()
        .map(taint -> {
          var value = Fields.text(taint, "value");
          return Fields.text(taint, "key")
              + (value.isEmpty() ? "" : "=" + value)
              + ":"
              + Fields.text(taint, "effect");
        })
        .toList();
  }

  private static Use cpu(JsonNode status, @Nullable Requested asked) {
    var gives = Requested.amount(status.path("allocatable"), "cpu", THOUSAND);
    var has = Requested.amount(status.path("capacity"), "cpu", THOUSAND);
    return new Use(
        asked == null ? "" : cpus(asked.cpu()),
        cpus(gives),
        cpus(has),
        asked == null ? null : percent(asked.cpu(), gives));
  }

  private static Use memory(JsonNode status, @Nullable Requested asked) {
    var gives = Requested.amount(status.path("allocatable"), "memory", BigDecimal.ONE);
    var has = Requested.amount(status.path("capacity"), "memory", BigDecimal.ONE);
    return new Use(
        asked == null ? "" : gibibytes(asked.memory()),
        gibibytes(gives),
        gibibytes(has),
        asked == null ? null : percent(asked.memory(), gives));
  }

  private static Use pods(JsonNode status, @Nullable Requested asked) {
    var gives = Requested.amount(status.path("allocatable"), "pods", BigDecimal.ONE);
    return new Use(
        asked == null ? "" : Integer.toString(asked.pods()),
        Long.toString(gives),
        Long.toString(gives),
        asked == null ? null : percent(asked.pods(), gives));
  }

  private static @Nullable Integer percent(long part, long whole) {
    return whole == 0 ? null : (int) Math.min(999, Math.round(100.0 * part / whole));
  }

  private static String cpus(long thousandths) {
    return Decimals.plain(
        BigDecimal.valueOf(thousandths).divide(THOUSAND, 1, RoundingMode.HALF_UP));
  }

  private static String gibibytes(long bytes) {
    return String.format(
        Locale.ROOT,
        "%sGi",
        Decimals.plain(
            BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(1L << 30), 1, RoundingMode.HALF_UP)));
  }
}
