package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterSight;
import dev.slipway.clusters.ClusterView;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One cluster.
///
/// @param same slugs of other clusters that are the same API server
/// @param rights what the portal's account may do there; null until the cluster has told
/// @param mayManage whether this person may change its credentials
record ClusterPage(
    ClusterView cluster,
    String same,
    int workloads,
    List<Placed> placed,
    CredentialLine credentials,
    @Nullable RightsTable rights,
    boolean mayManage,
    List<WaitingAct> waiting) {

  /// A service that runs here.
  record Placed(
      String service,
      String environment,
      String environmentName,
      String workload,
      String container) {}

  /// The kinds as manifests name them; the API server calls their collections otherwise.
  private static final Map<String, String> KINDS =
      Map.of(
          "deployments", "Deployments",
          "replicasets", "ReplicaSets",
          "statefulsets", "StatefulSets",
          "daemonsets", "DaemonSets",
          "pods", "Pods",
          "horizontalpodautoscalers", "HorizontalPodAutoscalers",
          "applications", "Applications of Argo CD");

  public String kind(ClusterSight.Kind kind) {
    return KINDS.getOrDefault(kind.name(), kind.name());
  }

  public boolean anyWatchFails() {
    return cluster.sight().kinds().stream().anyMatch(kind -> kind.freshness().reason() != null);
  }

  public List<Choice> crumbs() {
    return List.of(Choice.link("Clusters", "/clusters"));
  }

  public Map<String, String> panelVariables() {
    return Map.of("cluster", cluster.slug());
  }

  public String workloadWords() {
    return "%d seen, %s"
            .formatted(workloads, Plural.of(placed.size(), "service is", "services are"))
        + " placed here";
  }

  public String version() {
    return cluster.sight().version() == null ? "not known yet" : cluster.sight().version();
  }

  public boolean mayReplaceCredentials() {
    return mayManage && !cluster.configured();
  }

  public String credentialsHref() {
    return "/clusters/" + cluster.slug() + "/credentials";
  }

  public String reviewHref() {
    return "/clusters/" + cluster.slug() + "/rights";
  }

  /// What the cluster does not show to the portal; empty if it shows everything.
  public String missing() {
    var kinds =
        cluster.sight().refused().stream()
            .map(ClusterSight.Kind::name)
            .collect(Collectors.joining(", "));
    return kinds.isEmpty()
        ? ""
        : "The cluster does not show the portal: "
            + kinds
            + ". All else is told without them. Let the portal's account list and watch them; it"
            + " notices within a minute.";
  }

  /// Why it cannot be removed here; empty if it can.
  public String whyNotRemoved() {
    if (cluster.configured()) {
      return "The portal's configuration names it. Take it out there, under slipway.clusters.";
    }
    return placed.isEmpty() ? "" : "Take the services below off Slipway first.";
  }

  public String removeHref() {
    return "/clusters/" + cluster.slug() + "/remove";
  }

  public String identity() {
    return cluster.uid() == null ? "not met yet" : cluster.uid();
  }

  public String origin() {
    return switch (cluster.origin()) {
      case CONFIGURATION -> "the portal's configuration";
      case PORTAL -> "registered in the portal";
      case IN_CLUSTER -> "the service account of the portal's own pod";
    };
  }
}
