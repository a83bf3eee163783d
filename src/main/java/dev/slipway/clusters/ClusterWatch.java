package dev.slipway.clusters;

import java.util.List;
import java.util.Optional;

/// The port to whatever watches clusters: one watch per cluster and kind, however many people look.
public interface ClusterWatch {

  /// Where a kubeconfig leads.
  record Endpoint(String server, boolean loopback) {}

  /// Reads a kubeconfig and refuses one that would run a program, read a file or skip a check.
  Endpoint check(String kubeconfig);

  /// Watches a cluster from now on, in place of an earlier connection of the same id.
  void start(ClusterConnection connection);

  void stop(ClusterId cluster);

  Optional<WorkloadState> state(WorkloadRef ref);

  List<WorkloadState> all(ClusterId cluster);

  ClusterSight sight(ClusterId cluster);
}
