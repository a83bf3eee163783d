package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterNodes;
import dev.slipway.clusters.Clusters;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import dev.slipway.shell.Panel;
import jakarta.servlet.http.HttpServletRequest;
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

  NodesController(Clusters clusters, ClusterNodes.Reader nodes) {
    this.clusters = clusters;
    this.nodes = nodes;
  }

  @GetMapping("/clusters/{slug}/nodes")
  @Requires(Permission.VIEW)
  String nodes(@PathVariable String slug, HttpServletRequest request, Model model) {
    var cluster = clusters.require(slug);
    var part = HtmxRequests.wantsFragment(request);
    model.addAttribute("page", new NodesPage(cluster, nodes.of(cluster.id()), !part));
    return part ? "clusters/nodes :: pools" : "clusters/nodes";
  }

  @Bean
  static Panel nodesPanel() {
    return new Panel("cluster", "Nodes", 3, "/clusters/{cluster}/nodes");
  }
}
