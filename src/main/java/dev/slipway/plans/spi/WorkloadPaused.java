package dev.slipway.plans.spi;

import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// The rollouts of a workload are paused, so that a change of its template would wait without a
/// word.
public class WorkloadPaused extends DomainFailure {

  /// @param change such as `a rollout`
  public WorkloadPaused(WorkloadRef workload, String change) {
    super(
        ProblemType.CONFLICT,
        workload + " is paused, so " + change + " would change nothing. Resume it first.");
  }
}
