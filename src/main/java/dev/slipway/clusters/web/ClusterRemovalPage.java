package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks whether a cluster is to be removed from the portal.
///
/// @param whyNot what keeps it from being removed; empty for nothing
/// @param secondPerson what is said of the second person that it needs; empty where it needs none
/// @param error what was wrong with the last try
record ClusterRemovalPage(
    ClusterView cluster,
    String reason,
    String whyNot,
    String secondPerson,
    @Nullable String error) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Clusters", "/clusters"), Choice.link(cluster.slug(), clusterHref()));
  }

  public String button() {
    return secondPerson.isEmpty() ? "Remove the cluster" : "Ask for a second person";
  }

  public String clusterHref() {
    return "/clusters/" + cluster.slug();
  }

  public Map<String, String> errors() {
    return error == null ? Map.of() : Map.of("reason", error);
  }
}
