package dev.slipway.plans;

import dev.slipway.clusters.PlacementId;
import dev.slipway.policies.spi.RunningChanges;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Tells policies what runs on a placement, so that a plan says it before its start is refused.
@Component
class RunningOperations implements RunningChanges {

  private final Operations operations;

  RunningOperations(Operations operations) {
    this.operations = operations;
  }

  @Override
  public Optional<String> on(UUID placement) {
    return operations.activeOn(new PlacementId(placement)).map(RunningOperations::sentence);
  }

  private static String sentence(OperationView running) {
    return "A %s of %s is %s here."
        .formatted(running.kind().noun(), running.requester().name(), running.state().slug());
  }
}
