package dev.slipway.clusters;

/// How far the newest template has come (kubernetes.md 1): a fact of the moment, not health.
public enum RolloutVerdict {
  PROGRESSING,
  COMPLETE,
  PAUSED,
  STALLED,
  BLOCKED,
  SCALED_TO_ZERO,
  UNKNOWN
}
