package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/// How fast a budget is used: the share of bad events against the share that is allowed. At 1 the
/// budget of a window lasts exactly that window. Kept as a fraction, because thresholds are
/// compared exactly. Never clamped: more bad events than events at all are a finding, not a number
/// to mend.
///
/// @param bad bad events, or their share
/// @param allowed as many events, or as large a share, as the target lets be bad; over 0
record BurnRate(BigDecimal bad, BigDecimal allowed) {

  static final int PLACES = 9;

  BurnRate {
    if (allowed.signum() <= 0 || !Decimals.isShort(bad) || !Decimals.isShort(allowed)) {
      throw new IllegalArgumentException("no burn rate");
    }
  }

  /// Empty without traffic: then no share of it is bad, and none is good.
  static Optional<BurnRate> of(Target target, Counts counts) {
    return counts.hasTraffic()
        ? checked(counts.bad(), target.allowedShare().multiply(counts.total()))
        : Optional.empty();
  }

  /// Of the share of bad events, where nothing is counted.
  static Optional<BurnRate> ofRatio(Target target, BigDecimal ratio) {
    return checked(ratio, target.allowedShare());
  }

  /// Of what a server said about a window; empty where it said nothing that can be used.
  static Optional<BurnRate> of(Target target, WindowReading reading) {
    return switch (reading) {
      case WindowReading.Counted counted -> of(target, counted.counts());
      case WindowReading.NoErrorSeries silent -> of(target, silent.counts());
      case WindowReading.Share share -> ofRatio(target, share.ratio());
      case WindowReading.NoTraffic _ -> Optional.empty();
      case WindowReading.NoData _ -> Optional.empty();
      case WindowReading.NoValue _ -> Optional.empty();
      case WindowReading.Failed _ -> Optional.empty();
    };
  }

  /// Numbers of more digits than anybody counts are no reading.
  private static Optional<BurnRate> checked(BigDecimal bad, BigDecimal allowed) {
    return allowed.signum() > 0 && Decimals.isShort(bad) && Decimals.isShort(allowed)
        ? Optional.of(new BurnRate(bad, allowed))
        : Optional.empty();
  }

  /// With nine places, half up. Divided to those places at once, because rounding twice would lift
  /// what is just below a threshold onto it.
  BigDecimal value() {
    return bad.divide(allowed, PLACES, RoundingMode.HALF_UP);
  }

  /// For calculating on.
  BigDecimal precise() {
    return bad.divide(allowed, MathContext.DECIMAL128);
  }

  /// Whether it is over the fraction `numerator / denominator`, exactly.
  boolean isOver(BigDecimal numerator, BigDecimal denominator) {
    return bad.multiply(denominator).compareTo(allowed.multiply(numerator)) > 0;
  }
}
