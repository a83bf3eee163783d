package dev.slipway.slo.web;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is left of a budget as a bar; all bars of a list share one axis. Left of its zero is what
/// was spent and not there; the room for that is small, and the number beside it says how much.
///
/// @param x where the bar begins, such as `16.00%`
/// @param width of the bar; empty where nothing is known
/// @param label for those who do not see it
record BudgetBar(String x, String width, String label) {

  /// Where the axis has its zero, in per cent of the width.
  static final double ZERO = 16;

  static BudgetBar of(@Nullable BigDecimal left) {
    if (left == null) {
      return new BudgetBar(percent(ZERO), "", "No usable value");
    }
    var share = Math.clamp(left.doubleValue(), -1, 1);
    var length = share >= 0 ? share * (100 - ZERO) : Math.min(ZERO, -share * (100 - ZERO));
    return new BudgetBar(
        percent(share >= 0 ? ZERO : ZERO - length),
        percent(length),
        Amounts.left(left) + " of the budget is left");
  }

  public boolean isKnown() {
    return !width.isEmpty();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
