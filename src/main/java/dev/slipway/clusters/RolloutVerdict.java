package dev.slipway.clusters;

/// How far the newest template has come: a fact of the moment, not health.
public enum RolloutVerdict {
  PROGRESSING,
  COMPLETE,
  PAUSED,
  STALLED,
  BLOCKED,
  SCALED_TO_ZERO,
  UNKNOWN
}
