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

  /// Whether it writes the pod template, so that new pods come.
  public boolean changesTemplate() {
    return switch (this) {
      case ROLLOUT, ROLLBACK, RESTART -> true;
      case SCALE, PAUSE, RESUME -> false;
    };
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
