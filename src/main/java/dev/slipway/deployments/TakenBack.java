package dev.slipway.deployments;

import java.util.List;
import java.util.UUID;

/// A rollback that succeeded has taken these deployments back. The audit tells of the rollback.
public record TakenBack(List<UUID> deployments) {

  public TakenBack {
    deployments = List.copyOf(deployments);
  }
}
