package dev.slipway.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/// Budgets of time instead of events (OpenSLO, budgeting method): a slice of time is good or bad as
/// a whole, or counts with its share, however much happened in it.
final class Timeslices {

  private Timeslices() {}

  /// Bad slices among all. A slice without traffic is good: nobody was there to be hurt.
  ///
  /// @param goodShare the share of good events that makes a slice good, such as 0.95
  static Counts count(List<Counts> slices, BigDecimal goodShare) {
    var bad =
        slices.stream().filter(Counts::hasTraffic).filter(slice -> isBad(slice, goodShare)).count();
    return Counts.of(bad, slices.size());
  }

  private static boolean isBad(Counts slice, BigDecimal goodShare) {
    var good = slice.total().subtract(slice.bad());
    return good.compareTo(goodShare.multiply(slice.total())) < 0;
  }

  /// The mean of the shares of bad events, over the slices with traffic; empty without any. What
  /// Sloth's optimized rule calculates over the whole window, and wrong by as much as traffic is
  /// uneven: only for display, and only by that name.
  static Optional<BigDecimal> meanRatio(List<Counts> slices) {
    var sum = BigDecimal.ZERO;
    var known = 0;
    for (var slice : slices) {
      if (slice.hasTraffic()) {
        sum = sum.add(slice.bad().divide(slice.total(), MathContext.DECIMAL64));
        known++;
      }
    }
    return known == 0
        ? Optional.empty()
        : Optional.of(sum.divide(BigDecimal.valueOf(known), MathContext.DECIMAL64));
  }
}
