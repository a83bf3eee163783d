package dev.slipway.clusters.spi;

import dev.slipway.clusters.Placement;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// Somebody else said where it runs while this one was still looking. Says where that is.
public class PlacementMoved extends DomainFailure {

  private final Placement now;

  public PlacementMoved(Placement now, String cluster) {
    super(
        ProblemType.CONFLICT,
        "Somebody changed it while you were looking: it is said to run on %s in cluster %s now, container %s. The audit says by whom and why. Save again if it shall be what stands here."
            .formatted(now.workload(), cluster, now.container()));
    this.now = now;
  }

  /// As it stands, for whoever looks again.
  public Placement now() {
    return now;
  }
}
