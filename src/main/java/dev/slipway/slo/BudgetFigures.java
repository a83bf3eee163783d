package dev.slipway.slo;

import dev.slipway.slo.ObjectiveDetails.BurnLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The numbers of one objective that follow from its windows. All of them null where nothing is
/// known.
record BudgetFigures(
    @Nullable Counts counts,
    @Nullable BigDecimal share,
    @Nullable BigDecimal allowed,
    @Nullable BigDecimal left,
    @Nullable BigDecimal leftMinutes,
    @Nullable Duration exhaustedIn,
    List<BurnLine> burn) {

  private static final Duration HOUR = Duration.ofHours(1);

  static BudgetFigures of(ObjectiveDefinition definition, Map<Duration, WindowReading> readings) {
    var target = new Target(definition.objective());
    var own = Duration.ofDays(definition.windowDays());
    var whole = readings.get(own);
    var budget = whole == null ? null : ErrorBudget.of(target, own, whole).orElse(null);
    var burn =
        BurnAlert.of(own).stream()
            .map(pair ->
                line(pair, target, readings.get(pair.shorter()), readings.get(pair.longer())))
            .toList();
    return new BudgetFigures(
        WindowLines.counts(whole),
        WindowLines.share(whole),
        budget == null ? null : budget.allowedEvents().orElse(null),
        budget == null ? null : budget.leftEvents().orElse(null),
        budget == null ? null : budget.leftMinutes(),
        budget == null ? null : left(Exhaustion.rolling(budget, rate(target, readings.get(HOUR)))),
        burn);
  }

  private static @Nullable Duration left(Exhaustion exhaustion) {
    return switch (exhaustion) {
      case Exhaustion.Already() -> Duration.ZERO;
      case Exhaustion.Never() -> null;
      case Exhaustion.After(var left) -> left;
    };
  }

  private static BurnLine line(
      BurnAlert pair,
      Target target,
      @Nullable WindowReading shorter,
      @Nullable WindowReading longer) {
    var verdict = pair.verdict(target, longer, shorter);
    return new BurnLine(
        switch (pair.severity()) {
          case PAGE -> BurnSeverity.PAGE;
          case TICKET -> BurnSeverity.TICKET;
        },
        pair.shorter(),
        pair.longer(),
        pair.factor(),
        rate(target, shorter).map(BurnRate::value).orElse(null),
        rate(target, longer).map(BurnRate::value).orElse(null),
        verdict == BurnAlert.Verdict.FIRING,
        switch (verdict) {
          case FIRING, QUIET -> null;
          case FEW_EVENTS -> "Both burn, on fewer than five bad events.";
          case UNKNOWN -> "Not both of its windows are known.";
        });
  }

  private static Optional<BurnRate> rate(Target target, @Nullable WindowReading reading) {
    return reading == null ? Optional.empty() : BurnRate.of(target, reading);
  }
}
