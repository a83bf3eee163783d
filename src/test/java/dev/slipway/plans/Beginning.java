package dev.slipway.plans;

import dev.slipway.clusters.Placement;
import dev.slipway.identity.Grants;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.spi.ChangeKind;

/// Begins a change of any kind by whoever may.
final class Beginning {

  private Beginning() {}

  /// Proposed, approved where the kind itself asks for it, and started.
  static OperationId of(Stage stage, Placement placement, ChangeKind kind) {
    if (kind.isRestore()) {
      mayRestore(stage);
    }
    var plan = stage.propose(placement, kind);
    if (kind == ChangeKind.RESTORE) {
      stage.approve(plan);
    }
    return stage.start(plan);
  }

  static void mayRestore(Stage stage) {
    stage
        .bean(Grants.class)
        .give(stage.ada.id(), Role.SERVICE_OWNER, stage.team.id(), null, "Restores", Actor.SYSTEM);
  }
}
