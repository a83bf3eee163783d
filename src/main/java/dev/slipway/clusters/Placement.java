package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;

/// Where a service runs in an environment. Unique as (service, environment) and as workload.
///
/// @param container the container whose image is the service's version
public record Placement(
    PlacementId id,
    ServiceId service,
    EnvironmentId environment,
    WorkloadRef workload,
    String container) {}
