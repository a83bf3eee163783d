package dev.slipway.clusters;

/// Whether a workload serves now. Unknown is a state: nothing turns green from a dead cache.
public enum Health {
  HEALTHY,
  PROGRESSING,
  DEGRADED,
  FAILED,
  SUSPENDED,
  UNKNOWN
}
