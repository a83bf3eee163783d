package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The budget of an objective over its own window. What is used may pass 100 %, and what is left
/// may be negative; neither is clamped.
///
/// @param window the objective's own
/// @param rate of the whole window
/// @param counts over the window; null where only the share of bad events is known
record ErrorBudget(Target target, Duration window, BurnRate rate, @Nullable Counts counts) {

  private static final int RATIO_PLACES = 12;
  private static final int MINUTE_PLACES = 4;

  /// Empty without traffic.
  static Optional<ErrorBudget> of(Target target, Duration window, Counts counts) {
    return BurnRate.of(target, counts).map(rate -> new ErrorBudget(target, window, rate, counts));
  }

  /// Empty where the server said nothing that can be used.
  static Optional<ErrorBudget> of(Target target, Duration window, WindowReading reading) {
    var counts =
        switch (reading) {
          case WindowReading.Counted counted -> counted.counts();
          case WindowReading.NoErrorSeries silent -> silent.counts();
          default -> null;
        };
    return BurnRate.of(target, reading).map(rate -> new ErrorBudget(target, window, rate, counts));
  }

  /// The state that a reading of the whole window gives by itself, without what came before.
  static BudgetState state(Target target, WindowReading reading) {
    return reading instanceof WindowReading.NoTraffic
        ? BudgetState.NO_TRAFFIC
        : BurnRate.of(target, reading)
            .map(rate -> BudgetBands.of(rate.value()))
            .orElse(BudgetState.UNKNOWN);
  }

  /// The share that is used, at nine places.
  BigDecimal consumed() {
    return rate.value();
  }

  /// The share that is left, at nine places.
  BigDecimal remaining() {
    return BigDecimal.ONE.subtract(consumed());
  }

  BudgetState state() {
    return BudgetBands.of(consumed());
  }

  boolean isExhausted() {
    return remaining().signum() <= 0;
  }

  /// The share of bad events, at twelve places.
  BigDecimal errorRatio() {
    return counts == null
        ? Decimals.rounded(rate.bad(), RATIO_PLACES, RoundingMode.HALF_UP)
        : counts.bad().divide(counts.total(), RATIO_PLACES, RoundingMode.HALF_UP);
  }

  /// How many events may be bad; empty where nothing is counted.
  Optional<BigDecimal> allowedEvents() {
    return counts == null ? Optional.empty() : Optional.of(rate.allowed());
  }

  /// How many more may be bad; empty where nothing is counted.
  Optional<BigDecimal> leftEvents() {
    return allowedEvents().map(allowed -> allowed.subtract(rate.bad()));
  }

  /// The budget as minutes of a full outage under even traffic: 43.2 at 99.9 % over 30 days.
  BigDecimal minutes() {
    var seconds = BigDecimal.valueOf(window.toSeconds());
    return minutes(target.allowedShare().multiply(seconds));
  }

  BigDecimal leftMinutes() {
    var seconds = BigDecimal.valueOf(window.toSeconds());
    return minutes(remaining().multiply(target.allowedShare()).multiply(seconds));
  }

  private static BigDecimal minutes(BigDecimal seconds) {
    return seconds.divide(BigDecimal.valueOf(60), MINUTE_PLACES, RoundingMode.HALF_UP);
  }

  /// The share of this budget that an interval of its window used; empty where nothing is counted.
  Optional<BigDecimal> spentBy(Counts interval) {
    return allowedEvents()
        .filter(_ -> Decimals.isShort(interval.bad()))
        .map(allowed -> interval.bad().divide(allowed, BurnRate.PLACES, RoundingMode.HALF_UP));
  }

  /// Whether one bad event already is more than the whole budget.
  boolean hasTooFewEvents() {
    return allowedEvents().filter(allowed -> allowed.compareTo(BigDecimal.ONE) < 0).isPresent();
  }

  /// What is left, for calculating on.
  BigDecimal preciseRemaining() {
    return BigDecimal.ONE.subtract(rate.precise(), MathContext.DECIMAL128);
  }
}
