package dev.slipway.clusters.spi;

import java.time.Instant;

/// That a service was taken off the portal in an environment. Its workload may still run.
///
/// @param cluster slug of the cluster, which may be gone too
/// @param workload in words
public record TakenOff(String cluster, String workload, String by, String reason, Instant at) {}
