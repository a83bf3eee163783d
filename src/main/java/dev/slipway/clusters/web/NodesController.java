package dev.slipway.clusters.web;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.DeclaredFacts;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.SystemId;
import dev.slipway.clusters.ClusterNodes;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Placements;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import dev.slipway.shell.Panel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The nodes of a cluster: a part of its page, and a page of their own. Read from the cluster when
/// somebody looks.
@Controller
class NodesController {

  private final Clusters clusters;
  private final ClusterNodes.Reader nodes;
  private final Placements placements;
  private final Services services;
  private final DeclaredFacts facts;

  NodesController(
      Clusters clusters,
      ClusterNodes.Reader nodes,
      Placements placements,
      Services services,
      DeclaredFacts facts) {
    this.clusters = clusters;
    this.nodes = nodes;
    this.placements = placements;
    this.services = services;
    this.facts = facts;
  }

  @GetMapping("/clusters/{slug}/nodes")
  @Requires(Permission.VIEW)
  String nodes(@PathVariable String slug, HttpServletRequest request, Model model) {
    var cluster = clusters.require(slug);
    var part = HtmxRequests.wantsFragment(request);
    model.addAttribute(
        "page", new NodesPage(cluster, nodes.of(cluster.id()), declared(cluster), !part));
    return part ? "clusters/nodes :: pools" : "clusters/nodes";
  }

  /// What is declared of the systems that run here: the plan that the nodes are to be held against.
  private List<NodesPage.Declared> declared(ClusterView cluster) {
    var systems = new LinkedHashMap<SystemId, String>();
    for (var placement : placements.all()) {
      if (placement.workload().cluster().equals(cluster.id())) {
        services
            .byId(placement.service())
            .ifPresent(service -> systems.put(service.system(), service.systemName()));
      }
    }
    var all = systems.isEmpty() ? Map.<UUID, List<DeclaredFact>>of() : facts.all();
    var declared = new ArrayList<NodesPage.Declared>();
    systems.forEach((id, name) ->
        all.getOrDefault(id.value(), List.of())
            .forEach(fact -> declared.add(new NodesPage.Declared(name, fact))));
    return List.copyOf(declared);
  }

  @Bean
  static Panel nodesPanel() {
    return new Panel("cluster", "Nodes", 3, "/clusters/{cluster}/nodes");
  }
}
