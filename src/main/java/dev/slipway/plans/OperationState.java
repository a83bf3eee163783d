package dev.slipway.plans;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Where the execution of a plan stands. The allowed moves are also a table that the database's
/// trigger reads; a test compares the two. A finished operation never changes again.
public enum OperationState {
  QUEUED,
  RUNNING,
  VERIFYING,
  ABORTING,
  UNKNOWN,
  SUCCEEDED,
  FAILED,
  ROLLED_BACK,
  ABORTED;

  /// Active operations hold the lock of their target.
  public boolean isActive() {
    return switch (this) {
      case QUEUED, RUNNING, VERIFYING, ABORTING, UNKNOWN -> true;
      case SUCCEEDED, FAILED, ROLLED_BACK, ABORTED -> false;
    };
  }

  public Set<OperationState> next() {
    return switch (this) {
      case QUEUED -> EnumSet.of(RUNNING, FAILED, ABORTING, ABORTED);
      case RUNNING -> EnumSet.of(VERIFYING, UNKNOWN, FAILED, ABORTING, ABORTED, ROLLED_BACK);
      case VERIFYING -> EnumSet.of(SUCCEEDED, FAILED, UNKNOWN, ABORTING, ABORTED, ROLLED_BACK);
      case ABORTING -> EnumSet.of(ABORTED, UNKNOWN, FAILED, SUCCEEDED);
      case UNKNOWN -> EnumSet.of(RUNNING, VERIFYING, SUCCEEDED, FAILED, ABORTING, ABORTED);
      case SUCCEEDED, FAILED, ROLLED_BACK, ABORTED -> EnumSet.noneOf(OperationState.class);
    };
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
