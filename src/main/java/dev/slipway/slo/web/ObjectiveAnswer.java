package dev.slipway.slo.web;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.ObjectiveSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One objective of a list, as the API gives it.
///
/// @param objective percent of events that must be good
/// @param consumed share of the budget that is used; null where it is not known
/// @param remaining share that is left, below 0 where the budget is overdrawn
/// @param burn how many times as fast as allowed in the last hour
record ObjectiveAnswer(
    UUID id,
    String service,
    String environment,
    String name,
    BigDecimal objective,
    int windowDays,
    String status,
    boolean gating,
    String state,
    String quality,
    @Nullable BigDecimal consumed,
    @Nullable BigDecimal remaining,
    @Nullable BigDecimal burn,
    String alert,
    @Nullable Instant asOf,
    @Nullable String reason) {

  static ObjectiveAnswer of(ObjectiveSummary one) {
    var budget = one.budget();
    return new ObjectiveAnswer(
        one.id(),
        one.service().slug(),
        one.environment().slug(),
        one.name(),
        plain(one.objective()),
        one.windowDays(),
        one.status().slug(),
        one.gating(),
        budget.state().slug(),
        budget.quality().slug(),
        budget.consumed(),
        budget.remaining(),
        budget.burn(),
        budget.alert().slug(),
        budget.asOf(),
        budget.reason());
  }

  /// Without exponent, as people write percentages.
  static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(Decimals.plain(number));
  }
}
