package dev.slipway.policies.spi;

import java.util.Locale;

/// Kinds of change to a workload.
public enum ChangeKind {
  ROLLOUT,
  ROLLBACK,
  SCALE,
  RESTART,
  PAUSE,
  RESUME;

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
