package dev.slipway.home;

import dev.slipway.clusters.Owner;
import dev.slipway.clusters.WorkloadState;
import java.util.Optional;

/// How the Argo CD application of a workload is synced.
public enum Syncs {
  /// There is none, or the cluster does not show it.
  NONE,
  BY_HAND,
  AUTOMATIC,
  /// By a plan of this portal, which knows what to put back.
  PAUSED;

  static Syncs of(WorkloadState state) {
    return sync(state)
        .map(sync -> sync.automatic() ? AUTOMATIC : sync.isPaused() ? PAUSED : BY_HAND)
        .orElse(NONE);
  }

  static Optional<Owner> owner(WorkloadState state) {
    return state.owners().stream()
        .filter(owner -> owner.kind() == Owner.Kind.ARGO_CD && owner.sync() != null)
        .findFirst();
  }

  private static Optional<Owner.Sync> sync(WorkloadState state) {
    return owner(state).map(Owner::sync);
  }
}
