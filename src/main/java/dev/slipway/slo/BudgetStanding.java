package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.Decimals;
import java.math.RoundingMode;
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

  /// What is worth a place beside the health of a workload, such as `budget 48 %` for what is left;
  /// empty while nobody has to look. Rounded down: what is left is never more than it says.
  public String word() {
    if (state == null || deciding == null) {
      return "";
    }
    return switch (state) {
      case HEALTHY, NO_TRAFFIC -> burnsFast() ? "burns fast" : "";
      case REVIEW -> burnsFast() ? "burns fast" : left(deciding);
      case UNKNOWN -> "budget unknown";
      case FREEZE, FEATURE_STOP, EXHAUSTED -> left(deciding);
    };
  }

  private static String left(ObjectiveSummary deciding) {
    var left = deciding.budget().remaining();
    if (left == null || !Decimals.isShort(left)) {
      return "budget unknown";
    }
    var percent = Decimals.plain(Decimals.rounded(left.movePointRight(2), 0, RoundingMode.FLOOR));
    return "budget " + percent.replace('-', '−') + " %";
  }

  /// Whether the budget burns so fast that features are held back, however much is left.
  public boolean burnsFast() {
    return objectives.stream()
        .anyMatch(one -> one.counts() && one.budget().alert() == BurnSeverity.PAGE);
  }
}
