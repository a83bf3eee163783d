package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of one error budget now.
///
/// @param state UNKNOWN where nothing can be used, or the server said that its answer is partial
/// @param consumed share of the budget that is used, such as 0.47175926; more than 1 where it is
///   overdrawn; null where it is not known
/// @param burn how many times as fast as allowed it burned in the last hour; null where there was
///   no traffic or nothing is known
/// @param alert the most urgent pair of windows that fires
/// @param asOf the instant that was counted up to; null before the first good evaluation
/// @param reason why it is not fresh, or what stands out; null where there is nothing to say
/// @param counts of the whole window, where they were counted for this very reading; else null
public record BudgetReading(
    BudgetState state,
    ReadingQuality quality,
    @Nullable BigDecimal consumed,
    @Nullable BigDecimal burn,
    BurnSeverity alert,
    @Nullable Instant asOf,
    @Nullable String reason,
    @Nullable Counts counts) {

  /// As of the last evaluation, whose counts are told with the objective.
  public BudgetReading(
      BudgetState state,
      ReadingQuality quality,
      @Nullable BigDecimal consumed,
      @Nullable BigDecimal burn,
      BurnSeverity alert,
      @Nullable Instant asOf,
      @Nullable String reason) {
    this(state, quality, consumed, burn, alert, asOf, reason, null);
  }

  /// Share that is left; below 0 where the budget is overdrawn. Never clamped.
  public @Nullable BigDecimal remaining() {
    return consumed == null ? null : BigDecimal.ONE.subtract(consumed);
  }

  /// What ends a state that holds although less is used than where it begins, such as `that ends
  /// with the next count, in about a minute`; empty where that is not so. A state is left after two
  /// counts in a row.
  public String held() {
    if (consumed == null || state.compareTo(BudgetBands.of(consumed)) <= 0) {
      return "";
    }
    return switch (state) {
      case HEALTHY, NO_TRAFFIC, UNKNOWN -> "";
      case REVIEW, FREEZE, FEATURE_STOP, EXHAUSTED -> {
        if (BudgetBands.held(consumed).compareTo(state) >= 0) {
          yield "that ends below %s used, counted twice"
              .formatted(Decimals.percentUsed(BudgetBands.left(state)));
        }
        yield quality == ReadingQuality.FRESH
            ? "that ends with the next count, in about a minute"
            : "that ends with the next count";
      }
    };
  }
}
