package dev.slipway.clusters;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import org.jspecify.annotations.Nullable;

/// A cluster gave no usable answer to a read. A reason that is a whole sentence names the next step
/// itself.
public class ClusterUnreachable extends DomainFailure {

  public ClusterUnreachable(String cluster, String why, @Nullable Throwable cause) {
    super(
        ProblemType.CLUSTER_UNREACHABLE,
        "Cluster "
            + cluster
            + " does not answer: "
            + why
            + (why.endsWith(".") ? " Nothing was changed." : ". Nothing was changed; try again."),
        cause);
  }
}
