package dev.slipway.verification.web;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.Counts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Shares and counts as people read them.
final class Shares {

  private static final int PLACES = 3;

  private Shares() {}

  /// A share such as 0.01 as `1 %`; what is not zero is never rounded to it.
  static String percent(BigDecimal share) {
    var percent = share.movePointRight(2);
    if (!Decimals.isShort(percent)) {
      return "over 100 %";
    }
    var rounded = Decimals.rounded(percent, PLACES, RoundingMode.HALF_UP);
    return rounded.signum() == 0 && percent.signum() > 0
        ? "< 0.001 %"
        : Decimals.plain(rounded) + " %";
  }

  /// Such as `12 of 600`.
  static String of(Counts counts) {
    return events(counts.bad()) + " of " + events(counts.total());
  }

  private static String events(BigDecimal events) {
    if (!Decimals.isShort(events)) {
      return "very many";
    }
    var rounded = Decimals.rounded(events, 0, RoundingMode.HALF_UP);
    return rounded.signum() == 0 && events.signum() > 0
        ? "< 1"
        : String.format(Locale.ROOT, "%,d", rounded.longValue());
  }
}
