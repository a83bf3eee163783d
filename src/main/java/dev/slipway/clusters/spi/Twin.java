package dev.slipway.clusters.spi;

import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadRef;

/// Another placement of the same workload.
///
/// @param service slug, as are environment and cluster
public record Twin(Placement placement, String service, String environment, String cluster) {

  /// Under which other name of the same API server it is placed; empty under the same one.
  public String under(WorkloadRef workload) {
    return placement.workload().cluster().equals(workload.cluster())
        ? ""
        : ", placed under cluster " + cluster + ", which is the same API server";
  }

  public String words() {
    return "%s in %s is placed on the same workload under cluster %s, which is the same API server"
        .formatted(service, environment, cluster);
  }
}
