package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Budgets in words.
final class BudgetWords {

  private static final int PLACES = 2;

  private BudgetWords() {}

  /// A state inside a sentence, such as `in freeze`.
  static String of(BudgetState state) {
    return switch (state) {
      case HEALTHY -> "healthy";
      case NO_TRAFFIC -> "without traffic";
      case REVIEW -> "in review";
      case UNKNOWN -> "unknown";
      case FREEZE -> "in freeze";
      case FEATURE_STOP -> "in feature stop";
      case EXHAUSTED -> "exhausted";
    };
  }

  /// A share as people read it, such as `47.18 %`.
  static String percent(BigDecimal share) {
    var percent = share.movePointRight(2);
    return (Decimals.isShort(percent)
            ? Decimals.rounded(percent, PLACES, RoundingMode.HALF_UP).toString()
            : String.format(Locale.ROOT, "%.2e", percent))
        + " %";
  }
}
