package dev.slipway.slo;

import java.math.BigDecimal;
import java.util.Locale;

/// How much of an error budget is used, in the bands of the policy: 25, 50, 75 and 100 %. The order
/// is that of "worst": not to know is worse than a review and better than a freeze.
public enum BudgetState {
  HEALTHY,
  NO_TRAFFIC,
  REVIEW,
  UNKNOWN,
  FREEZE,
  FEATURE_STOP,
  EXHAUSTED;

  /// That of a budget of which so much is used, as a first evaluation finds it.
  public static BudgetState of(BigDecimal consumed) {
    return BudgetBands.of(consumed);
  }

  /// Inside a sentence, such as `in freeze`.
  public String words() {
    return switch (this) {
      case HEALTHY -> "healthy";
      case NO_TRAFFIC -> "without traffic";
      case REVIEW -> "in review";
      case UNKNOWN -> "unknown";
      case FREEZE -> "in freeze";
      case FEATURE_STOP -> "in feature stop";
      case EXHAUSTED -> "exhausted";
    };
  }

  public BudgetState worse(BudgetState other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// As in addresses and the API, such as `feature-stop`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
