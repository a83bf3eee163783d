package dev.slipway.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/// When a budget will be used up if events go on as they do now.
sealed interface Exhaustion {

  /// It is used up already.
  record Already() implements Exhaustion {}

  /// Not as events go now: as much ages out of the window as comes in, or nothing comes.
  record Never() implements Exhaustion {}

  /// After so long.
  record After(Duration left) implements Exhaustion {}

  /// As if nothing that is used ever came back: what is left, at the speed of now.
  ///
  /// @param now the burn rate of the last hour; empty without traffic
  static Exhaustion fixed(ErrorBudget budget, Optional<BurnRate> now) {
    return of(budget, now.map(BurnRate::precise).orElse(BigDecimal.ZERO));
  }

  /// With old errors ageing out of the window, spread evenly over it: what comes in less what goes
  /// out. At a burn rate of 1 or less the window can never hold more than its budget.
  ///
  /// @param now the burn rate of the last hour; empty without traffic
  static Exhaustion rolling(ErrorBudget budget, Optional<BurnRate> now) {
    var speed = now.map(BurnRate::precise).orElse(BigDecimal.ZERO);
    return speed.compareTo(BigDecimal.ONE) > 0
        ? of(budget, speed.subtract(budget.rate().precise(), MathContext.DECIMAL128))
        : of(budget, BigDecimal.ZERO);
  }

  private static Exhaustion of(ErrorBudget budget, BigDecimal speed) {
    if (budget.isExhausted()) {
      return new Already();
    }
    if (speed.signum() <= 0) {
      return new Never();
    }
    var seconds =
        BigDecimal.valueOf(budget.window().toSeconds())
            .multiply(budget.preciseRemaining())
            .divide(speed, MathContext.DECIMAL128)
            .round(new MathContext(15, RoundingMode.HALF_UP));
    // A century is never, and more seconds than a duration holds are no number to hand on.
    return seconds.compareTo(BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds())) > 0
        ? new Never()
        : new After(Duration.ofMillis(seconds.movePointRight(3).longValue()));
  }
}
