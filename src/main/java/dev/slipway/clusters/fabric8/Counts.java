package dev.slipway.clusters.fabric8;

/// Replica counts of a workload, whatever its kind calls them.
///
/// @param total pods that exist and are not terminating
record Counts(int desired, int total, int updated, int ready, int available) {}
