package dev.slipway.deployments;

import dev.slipway.plans.OperationState;
import java.util.Locale;

/// Where a deployment stands: the state of its operation, or observed from outside.
public enum DeploymentState {
  QUEUED,
  RUNNING,
  VERIFYING,
  ABORTING,
  UNKNOWN,
  SUCCEEDED,
  FAILED,
  ROLLED_BACK,
  ABORTED,
  OBSERVED;

  static DeploymentState of(OperationState state) {
    return valueOf(state.name());
  }

  /// Reads a word of the API.
  ///
  /// @throws IllegalArgumentException where there is no such word
  public static DeploymentState ofSlug(String slug) {
    return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  public boolean isActive() {
    return switch (this) {
      case QUEUED, RUNNING, VERIFYING, ABORTING, UNKNOWN -> true;
      case SUCCEEDED, FAILED, ROLLED_BACK, ABORTED, OBSERVED -> false;
    };
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
