package dev.slipway.clusters;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import org.jspecify.annotations.Nullable;

/// A cluster gave no usable answer to a read.
public class ClusterUnreachable extends DomainFailure {

  public ClusterUnreachable(String cluster, String why, @Nullable Throwable cause) {
    super(
        ProblemType.CLUSTER_UNREACHABLE,
        "Cluster " + cluster + " does not answer: " + why + ". Nothing was changed; try again.",
        cause);
  }
}
