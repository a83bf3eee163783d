package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a service stands in an environment: the worst of its active, gating objectives. Never an
/// average.
///
/// @param state null where no objective gates
/// @param deciding the objective that decided; null where no objective gates
/// @param asOf the oldest instant that any of them was counted up to; null where one never was
/// @param reason in a sentence
/// @param objectives all that are not disabled, worst first
public record BudgetStanding(
    ServiceId service,
    EnvironmentId environment,
    @Nullable BudgetState state,
    @Nullable ObjectiveSummary deciding,
    @Nullable Instant asOf,
    String reason,
    List<ObjectiveSummary> objectives) {

  /// Whether the budget burns so fast that features are held back, however much is left.
  public boolean burnsFast() {
    return objectives.stream()
        .anyMatch(one -> one.counts() && one.budget().alert() == BurnSeverity.PAGE);
  }
}
