package dev.slipway.home.web;

import dev.slipway.clusters.WorkloadState;
import java.util.List;

/// What a live cluster does not have, though a placement names it.
///
/// @param sentence what is not there
/// @param near workloads that are called nearly so and run no service yet
record AbsentWorkload(String sentence, List<WorkloadState> near) {}
