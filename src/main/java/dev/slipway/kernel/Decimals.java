package dev.slipway.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
}
