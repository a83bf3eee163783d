package dev.slipway.deployments;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rollback that succeeded has taken these deployments back. The audit tells of the rollback.
///
/// @param service that all of them brought something to; null where it is gone
public record TakenBack(List<UUID> deployments, @Nullable String service) {

  public TakenBack {
    deployments = List.copyOf(deployments);
  }
}
