package dev.slipway.health;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one object was found to be.
///
/// @param percent how much of its bound is used, rounded down; null where it has none or it is not
///   known
/// @param since when it became so; null where nobody can tell
/// @param felt whether users of what needs it lose something now that no pod tells
record ResourceFinding(
    ResourceLevel level,
    String reason,
    @Nullable Integer percent,
    @Nullable Instant since,
    boolean felt) {

  ResourceFinding(
      ResourceLevel level, String reason, @Nullable Integer percent, @Nullable Instant since) {
    this(level, reason, percent, since, false);
  }

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MOST = BigDecimal.valueOf(999);
  private static final MathContext DOWN = new MathContext(34, RoundingMode.DOWN);

  static ResourceFinding of(ResourceLevel level, String reason) {
    return new ResourceFinding(level, reason, null, null);
  }

  static ResourceFinding felt(String reason, @Nullable Instant since) {
    return new ResourceFinding(ResourceLevel.CRITICAL, reason, null, since, true);
  }

  /// Whether `part` is at least so many percent of `whole`, to the last digit.
  static boolean reaches(BigDecimal part, BigDecimal whole, int percent) {
    return part.multiply(HUNDRED).compareTo(whole.multiply(BigDecimal.valueOf(percent))) >= 0;
  }

  /// Rounded down, so that nothing shows as full that is not; at most 999. Null of nothing.
  static @Nullable Integer percent(BigDecimal part, BigDecimal whole) {
    if (whole.signum() <= 0) {
      return null;
    }
    return part.max(BigDecimal.ZERO).multiply(HUNDRED).divide(whole, DOWN).min(MOST).intValue();
  }
}
