package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Plural;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All clusters.
///
/// @param whyNot why nobody can add one here, or null if this person can
/// @param waiting what waits for a second person, also clusters that are not connected yet
record ClustersPage(List<Line> lines, @Nullable String whyNot, List<WaitingAct> waiting) {

  /// One cluster with the number of workloads that are seen on it.
  ///
  /// @param same slugs of other clusters that are the same API server
  record Line(
      ClusterView cluster, String same, int workloads, int placements, CredentialLine credentials) {

    public String version() {
      return cluster.sight().version() == null ? "" : cluster.sight().version();
    }
  }

  /// Clusters whose credentials have ended or end soon.
  public List<Line> ending() {
    return lines.stream().filter(line -> line.credentials().isWarning()).toList();
  }

  public boolean anyProblem() {
    return lines.stream().anyMatch(line -> line.cluster().sight().problem() != null);
  }

  public String shown() {
    return Plural.of(lines.size(), "cluster");
  }
}
