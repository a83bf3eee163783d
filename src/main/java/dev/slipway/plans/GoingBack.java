package dev.slipway.plans;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.policies.spi.ChangeKind;

/// Whether a change that does not settle is taken back by itself, and if not, why.
public enum GoingBack {
  /// To what ran before, once.
  BY_ITSELF,
  /// Only a rollout and a change of resources are, and none of a DaemonSet.
  NOT_THIS_ONE,
  /// The environment does not ask for it.
  SWITCHED_OFF,
  /// What ran before was unhealthy too.
  NOTHING_WELL_BEFORE;

  /// What its kind, its workload, its environment and what ran before say together.
  ///
  /// @param automatic whether the environment's policy asks for it
  public static GoingBack of(
      ChangeKind change, WorkloadKind workload, boolean automatic, boolean baseUnhealthy) {
    var forward = change == ChangeKind.ROLLOUT || change == ChangeKind.RESOURCES;
    if (!forward || workload == WorkloadKind.DAEMON_SET) {
      return NOT_THIS_ONE;
    }
    if (!automatic) {
      return SWITCHED_OFF;
    }
    return baseUnhealthy ? NOTHING_WELL_BEFORE : BY_ITSELF;
  }
}
