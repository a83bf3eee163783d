package dev.slipway.health;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.BurnSeverity;
import dev.slipway.slo.ObjectiveStatus;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.ReadingQuality;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// What an objective says of its service now. Health is about this moment, so it asks how fast the
/// budget burns: one that is exhausted and burns no more is the gate's affair, not a fault.
final class BudgetFacts {

  private BudgetFacts() {}

  static boolean count(ObjectiveSummary objective) {
    return objective.status() == ObjectiveStatus.ACTIVE;
  }

  static StatusFact of(ObjectiveSummary objective) {
    var budget = objective.budget();
    return new StatusFact(
        StatusFact.Source.OBJECTIVE,
        objective.name(),
        state(objective),
        reason(objective),
        null,
        budget.asOf(),
        objective.path());
  }

  private static HealthState state(ObjectiveSummary objective) {
    var budget = objective.budget();
    if (budget.state() == BudgetState.UNKNOWN || budget.quality() == ReadingQuality.UNKNOWN) {
      return HealthState.UNKNOWN;
    }
    if (budget.alert() == BurnSeverity.PAGE) {
      return HealthState.DEGRADED;
    }
    return budget.state() == BudgetState.EXHAUSTED && burns(budget.burn())
        ? HealthState.DEGRADED
        : HealthState.HEALTHY;
  }

  private static String reason(ObjectiveSummary objective) {
    var budget = objective.budget();
    var burn = budget.burn();
    return switch (state(objective)) {
      case UNKNOWN -> budget.reason() == null ? "Nothing usable is known." : budget.reason();
      case DEGRADED ->
          (budget.alert() == BurnSeverity.PAGE
                  ? "Its budget burns fast"
                  : "Its budget is exhausted and burns on")
              + (burn == null ? "." : ": " + times(burn) + " as allowed in the last hour.");
      case HEALTHY, SUSPENDED, PROGRESSING, FAILED -> left(objective);
    };
  }

  private static String left(ObjectiveSummary objective) {
    var consumed = objective.budget().consumed();
    return consumed == null || objective.budget().state() == BudgetState.NO_TRAFFIC
        ? "Nothing came in to be counted."
        : Decimals.percentUsed(consumed) + " of its budget is used.";
  }

  private static boolean burns(@Nullable BigDecimal burn) {
    return burn != null && burn.compareTo(BigDecimal.ONE) >= 0;
  }

  private static String times(BigDecimal burn) {
    return (Decimals.isShort(burn)
            ? Decimals.plain(Decimals.rounded(burn, 1, RoundingMode.HALF_UP))
            : burn.toString())
        + " times as fast";
  }
}
