package dev.slipway.clusters;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// One service in one environment: the workload that runs it.
public record PlacementId(UUID value) {

  public static PlacementId next() {
    return new PlacementId(UuidV7.next());
  }
}
