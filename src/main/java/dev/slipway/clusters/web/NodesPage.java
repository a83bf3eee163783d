package dev.slipway.clusters.web;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.clusters.ClusterNodes;
import dev.slipway.clusters.ClusterNodes.Node;
import dev.slipway.clusters.ClusterNodes.Pool;
import dev.slipway.clusters.ClusterView;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.util.ArrayList;
import java.util.List;

/// The nodes of one cluster.
///
/// @param declared of the systems that run here
/// @param whole whether every node is shown; a part of another page shows the first of each pool
record NodesPage(ClusterView cluster, ClusterNodes nodes, List<Declared> declared, boolean whole) {

  /// What people say of a system that runs here.
  record Declared(String system, DeclaredFact fact) {}

  private static final int FIRST = 12;

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Clusters", "/clusters"),
        Choice.link(cluster.name(), "/clusters/" + cluster.slug()));
  }

  public String href() {
    return "/clusters/" + cluster.slug() + "/nodes";
  }

  /// Those to look at come first.
  public List<Node> shown(Pool pool) {
    var all = pool.nodes();
    return whole || all.size() <= FIRST ? all : all.subList(0, FIRST);
  }

  public boolean isCut() {
    return nodes.pools().stream().anyMatch(pool -> shown(pool).size() < pool.nodes().size());
  }

  public String all() {
    return "All " + Plural.of(nodes.count(), "node");
  }

  /// What is wrong with the nodes, or that nothing is; empty where nothing is known.
  public String summary() {
    var ill = nodes.pools().stream().flatMap(pool -> pool.nodes().stream()).toList();
    var sick = ill.stream().filter(node -> !node.isWell()).map(Node::name).toList();
    if (nodes.asOf() == null) {
      return "";
    }
    if (sick.isEmpty()) {
      return Plural.of(nodes.count(), "node") + ", all ready and without pressure.";
    }
    return Plural.of(sick.size(), "node needs a look: ", "nodes need a look: ")
        + String.join(", ", sick.subList(0, Math.min(5, sick.size())))
        + (sick.size() > 5 ? " and " + (sick.size() - 5) + " more." : ".");
  }

  /// Look of a node's state; old answers are never green.
  public String state(Node node) {
    if (!nodes.trouble().isEmpty()) {
      return "unknown";
    }
    if (node.isWell()) {
      return "healthy";
    }
    return node.ready() ? "degraded" : "failed";
  }

  public String word(Node node) {
    return node.ready() && node.cordoned() ? "Ready, cordoned" : node.readiness();
  }

  public List<String> remarks(Node node) {
    var remarks = new ArrayList<>(node.pressure());
    node.taints().forEach(taint -> remarks.add("taint " + taint));
    return remarks;
  }

  public String place(Node node) {
    return List.of(node.zone(), node.type()).stream()
        .filter(each -> !each.isEmpty())
        .reduce((one, two) -> one + ", " + two)
        .orElse("—");
  }
}
