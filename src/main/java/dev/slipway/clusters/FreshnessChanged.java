package dev.slipway.clusters;

/// Told inside the process when a cluster became live, stale or lost.
public record FreshnessChanged(ClusterId cluster, Freshness freshness) {}
