package dev.slipway.deployments;

import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import java.util.Optional;

/// What the watches last saw of a workload.
interface LiveStates {

  Optional<WorkloadState> state(WorkloadRef ref);
}
