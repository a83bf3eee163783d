package dev.slipway.health;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.health.AlertLine.At;
import java.util.Map;
import java.util.Set;

/// Where services are in one cluster.
///
/// @param workloads on which they are placed
/// @param pods of these, as the watch last saw them
/// @param nodes by name, those with such pods
record Placed(Map<Workload, At> workloads, Map<Name, At> pods, Map<String, Set<At>> nodes) {

  /// A workload of the cluster.
  record Workload(WorkloadKind kind, Name name) {}
}
