package dev.slipway.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/// Decimal numbers that others wrote. The ten signs of `1e99999999` stand for a hundred million
/// digits, and whoever writes those out, rounds them or adds one to them fills the memory. The only
/// place that does any of this, and only where the digits are few.
public final class Decimals {

  private static final int MOST_DIGITS = 40;

  private Decimals() {}

  /// Empty if it is no number, or one of more digits than anybody means.
  public static Optional<BigDecimal> read(String text) {
    // Reading a text takes the square of its length.
    if (text.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text)).filter(Decimals::isShort);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Whether all its digits can be written out, before the point and after it.
  public static boolean isShort(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
  }

  /// Without zeros at its end, and without exponent where it is short. Equal numbers give equal
  /// texts.
  public static String plain(BigDecimal number) {
    var bare = number.stripTrailingZeros();
    return isShort(bare) ? bare.toPlainString() : bare.toString();
  }

  /// With so many places after the point.
  ///
  /// @throws ArithmeticException if it is not short
  public static BigDecimal rounded(BigDecimal number, int places, RoundingMode mode) {
    if (!isShort(number)) {
      throw new ArithmeticException("a number of too many digits");
    }
    return number.setScale(places, mode);
  }

  /// What is used of a whole, as every page says it: a share of 0.4718 is `47.1 %`. Rounded down to
  /// a tenth, because what is just short of a threshold is not past it; what is not nothing is
  /// never rounded to it.
  public static String percentUsed(BigDecimal share) {
    if (!isShort(share.movePointRight(2))) {
      return "more than can be said";
    }
    var tenths = rounded(share.movePointRight(2), 1, RoundingMode.FLOOR);
    if (tenths.signum() == 0 && share.signum() != 0) {
      return "< 0.1 %";
    }
    var bare = tenths.stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, bare.scale()) + "f %%", bare)
        .replace('-', '−');
  }
}
