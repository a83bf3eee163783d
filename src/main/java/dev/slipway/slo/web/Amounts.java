package dev.slipway.slo.web;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers of objectives as people read them. What is unknown is said, never shown as zero; what is
/// not zero is never rounded to it.
final class Amounts {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal BEYOND = new BigDecimal("1e15");
  private static final int PLACES_OF_LEFT = 3;
  private static final int PLACES_OF_INDICATOR = 3;

  private Amounts() {}

  /// A share such as 0.528241 as `52.8 %`; a negative one with a minus sign, not a hyphen.
  static String percent(@Nullable BigDecimal share) {
    if (share == null) {
      return "unknown";
    }
    var percent = share.multiply(HUNDRED, MathContext.DECIMAL64);
    return percent.signum() < 0
        ? "−" + amount(percent.negate(), 1) + " %"
        : amount(percent, 1) + " %";
  }

  /// What is used of a budget, such as `47.1 %`.
  static String used(@Nullable BigDecimal share) {
    return share == null ? "unknown" : Decimals.percentUsed(share);
  }

  /// What is left of a budget: all that is not said to be {@link #used}, such as `52.9 %`. So it
  /// never says that a threshold is reached before it is.
  static String left(@Nullable BigDecimal share) {
    return share == null || !Decimals.isShort(share)
        ? percent(share)
        : percent(Decimals.rounded(share, PLACES_OF_LEFT, RoundingMode.CEILING));
  }

  /// What was served well, rounded down, so that one failure shows: `99.953 %`.
  static String served(@Nullable BigDecimal share) {
    if (share == null) {
      return "unknown";
    }
    var percent = share.multiply(HUNDRED, MathContext.DECIMAL64);
    return Decimals.plain(Decimals.rounded(percent, PLACES_OF_INDICATOR, RoundingMode.FLOOR))
        + " %";
  }

  /// What failed, as finely as {@link #served} says what did not: `0.052 %`.
  static String failed(BigDecimal share) {
    return amount(share.multiply(HUNDRED, MathContext.DECIMAL64), PLACES_OF_INDICATOR) + " %";
  }

  /// Events: `12,228`, `6.2`, `25.92 M`.
  static String events(@Nullable BigDecimal events) {
    if (events == null) {
      return "unknown";
    }
    if (events.signum() < 0) {
      return "−" + events(events.negate());
    }
    if (events.compareTo(BILLION) >= 0) {
      return amount(events.divide(BILLION, MathContext.DECIMAL64), 2) + " bn";
    }
    if (events.compareTo(MILLION) >= 0) {
      return amount(events.divide(MILLION, MathContext.DECIMAL64), 2) + " M";
    }
    return amount(events, events.compareTo(BigDecimal.TEN) < 0 ? 1 : 0);
  }

  /// What is left of what was allowed, or by how much more than that was spent.
  ///
  /// @param size of what is left, in words and without its sign
  static String leftOf(BigDecimal left, String size, String allowed) {
    return size + (left.signum() < 0 ? " over the allowed " : " of ") + allowed;
  }

  /// Minutes, with one place: `22.8`.
  static String minutes(BigDecimal minutes) {
    return minutes.signum() < 0 ? "−" + amount(minutes.negate(), 1) : amount(minutes, 1);
  }

  /// How many times as fast as allowed: `0.47`, `14.4`, `1,000`.
  static String burn(@Nullable BigDecimal rate) {
    if (rate == null) {
      return "–";
    }
    return amount(rate, rate.compareTo(BigDecimal.TEN) < 0 ? 2 : 1);
  }

  /// At most so many places, without zeros at the end, with a comma for every thousand.
  private static String amount(BigDecimal number, int places) {
    if (number.compareTo(BEYOND) >= 0 || !Decimals.isShort(number)) {
      return "over " + String.format(Locale.ROOT, "%,d", BEYOND.longValue());
    }
    var rounded = Decimals.rounded(number, places, RoundingMode.HALF_UP);
    if (rounded.signum() == 0 && number.signum() != 0) {
      return "< " + Decimals.plain(BigDecimal.ONE.movePointLeft(places));
    }
    var bare = rounded.stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, bare.scale()) + "f", bare);
  }
}
