package dev.slipway.onboarding.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.shell.Choice;
import java.util.List;

/// Stands where the table will be, until the cluster has been listed.
///
/// @param rest of the table's address, after the cluster's
record LookingPage(ClusterView cluster, String rest) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Clusters", "/clusters"), Choice.link(cluster.name(), clusterHref()));
  }

  public String table() {
    return clusterHref() + rest;
  }

  private String clusterHref() {
    return "/clusters/" + cluster.slug();
  }
}
