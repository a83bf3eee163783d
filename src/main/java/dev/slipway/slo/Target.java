package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;

/// What an objective asks for: the share of good events in percent, over 0 and below 100, with at
/// most six places, as it is stored. At 100 nothing is allowed to fail, and every division by that
/// is infinite (slok/sloth#749).
public record Target(BigDecimal percent) {

  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final int PLACES = 6;

  public Target {
    if (!isOne(percent)) {
      throw new IllegalArgumentException("no objective: " + Decimals.plain(percent) + " %");
    }
    percent = percent.stripTrailingZeros();
  }

  public static Target of(String percent) {
    return new Target(new BigDecimal(percent));
  }

  /// Whether an objective may ask for it.
  public static boolean isOne(BigDecimal percent) {
    return Decimals.isShort(percent)
        && percent.signum() > 0
        && percent.compareTo(ALL) < 0
        && percent.stripTrailingZeros().scale() <= PLACES;
  }

  /// The share of events that may be bad: 0.001 at 99.9 %.
  public BigDecimal allowedShare() {
    return ALL.subtract(percent).movePointLeft(2);
  }

  /// Such as `99.9 %`.
  @Override
  public String toString() {
    return Decimals.plain(percent) + " %";
  }
}
