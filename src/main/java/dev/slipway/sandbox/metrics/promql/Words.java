package dev.slipway.sandbox.metrics.promql;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/// How PromQL writes numbers, texts and durations, and reads the latter.
public final class Words {

  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?"
              + "(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };
  private static final double TINY = 1e-6;
  private static final double HUGE = 1e21;

  private Words() {}

  /// A sample's value in an answer: `0.000471`, `NaN`, `+Inf`, `1e-07`.
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    var size = Math.abs(value);
    if (size == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return size < TINY || size >= HUGE
        ? exponent(value)
        : Decimals.plain(new BigDecimal(Double.toString(value)));
  }

  private static String exponent(double value) {
    var text = Double.toString(value);
    var e = text.indexOf('E');
    var digits = text.substring(0, e).replaceFirst("\\.0$", "");
    var power = Integer.parseInt(text.substring(e + 1));
    return "%se%s%02d".formatted(digits, power < 0 ? "-" : "+", Math.abs(power));
  }

  /// Milliseconds of a duration such as `1h30m`.
  ///
  /// @throws IllegalArgumentException if it is none, or zero
  public static long duration(String text) {
    var found = DURATION.matcher(text);
    if (text.isEmpty() || !found.matches()) {
      throw new IllegalArgumentException("not a valid duration string: " + quoted(text));
    }
    var millis = 0L;
    for (var unit = 0; unit < UNITS.length; unit++) {
      var count = found.group(unit + 1);
      if (count != null) {
        millis += Long.parseLong(count) * MILLIS[unit];
      }
    }
    // What Prometheus can hold: nanoseconds in 63 bits.
    if (millis > Long.MAX_VALUE / 1_000_000) {
      throw new IllegalArgumentException("duration out of range");
    }
    if (millis == 0) {
      throw new IllegalArgumentException("duration must be greater than 0");
    }
    return millis;
  }

  /// In the largest units: 90 minutes are `1h30m`; weeks and years only where nothing is left.
  static String duration(long millis) {
    var text = new StringBuilder();
    var left = millis;
    for (var unit = 0; unit < UNITS.length; unit++) {
      var whole = unit < 2;
      if (left > 0 && (whole ? left % MILLIS[unit] == 0 : left >= MILLIS[unit])) {
        text.append(left / MILLIS[unit]).append(UNITS[unit]);
        left %= MILLIS[unit];
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (var i = 0; i < text.length(); i++) {
      var sign = text.charAt(i);
      switch (sign) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(sign);
      }
    }
    return quoted.append('"').toString();
  }
}
