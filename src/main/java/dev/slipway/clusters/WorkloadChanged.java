package dev.slipway.clusters;

import org.jspecify.annotations.Nullable;

/// Told inside the process (Spring's event publisher) whenever a live projection was replaced. A
/// hint, not a record: changes may be merged, repeated or missed; it is no {@link
/// dev.slipway.kernel.PortalEvent}.
///
/// @param now null when the workload is gone
public record WorkloadChanged(
    WorkloadRef ref, @Nullable WorkloadState before, @Nullable WorkloadState now) {}
