package dev.slipway.slo.prometheus;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;

/// How the numbers that a query gives become events.
enum Scale {
  /// `rate(...)`: events in a second.
  PER_SECOND,
  /// `increase(...)`: events in the window.
  COUNTED,
  /// Another function, or both: only the quotient of two such numbers means something.
  UNKNOWN;

  private static final Pattern RATE = Pattern.compile("(?<![\\w:])rate\\s*\\(");
  private static final Pattern INCREASE = Pattern.compile("(?<![\\w:])increase\\s*\\(");

  /// Texts in quotes and comments, which may name anything.
  private static final Pattern WORDS =
      Pattern.compile(
          "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|`[^`]*+`|#[^\\n]*+");

  /// What the last of a double's digits may be off by: a count of whole events is given as whole.
  private static final BigDecimal NOISE = new BigDecimal("1e-12");

  private static final BigDecimal LEAST_NOISE = new BigDecimal("1e-9");

  static Scale of(String query) {
    var bare = WORDS.matcher(query).replaceAll("\"\"");
    var rate = RATE.matcher(bare).find();
    var increase = INCREASE.matcher(bare).find();
    if (rate == increase) {
      return UNKNOWN;
    }
    return rate ? PER_SECOND : COUNTED;
  }

  BigDecimal events(BigDecimal value, Duration window) {
    return switch (this) {
      case PER_SECOND -> settled(value.multiply(BigDecimal.valueOf(window.toSeconds())));
      case COUNTED -> settled(value);
      case UNKNOWN -> value;
    };
  }

  private static BigDecimal settled(BigDecimal events) {
    if (!Decimals.isShort(events)) {
      return events;
    }
    var whole = Decimals.rounded(events, 0, RoundingMode.HALF_EVEN);
    var noise = events.abs().multiply(NOISE).max(LEAST_NOISE);
    return events.subtract(whole).abs().compareTo(noise) <= 0 ? whole : events;
  }
}
