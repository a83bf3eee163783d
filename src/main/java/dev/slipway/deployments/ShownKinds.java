package dev.slipway.deployments;

import dev.slipway.clusters.ClusterId;

/// What a cluster shows to the portal.
interface ShownKinds {

  /// Whether a workload that shows no autoscaler has none for sure.
  boolean autoscalers(ClusterId cluster);
}
