package dev.slipway.slo;

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

  /// The share that is used, at nine places.
  BigDecimal consumed() {
    return rate.value();
  }

  /// The share that is left, at nine places.
  BigDecimal remaining() {
    return BigDecimal.ONE.subtract(consumed());
  }

  boolean isExhausted() {
    return remaining().signum() <= 0;
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

  /// What is left, for calculating on.
  BigDecimal preciseRemaining() {
    return BigDecimal.ONE.subtract(rate.precise(), MathContext.DECIMAL128);
  }
}
