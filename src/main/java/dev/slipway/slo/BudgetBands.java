package dev.slipway.slo;

import java.math.BigDecimal;

/// From which share of the budget on which state holds: 25, 50, 75 and 100 %.
final class BudgetBands {

  /// How far below a threshold the use must be before its state is left.
  private static final BigDecimal MARGIN = new BigDecimal("0.02");

  private BudgetBands() {}

  /// The state of a share of the budget, at nine places; each threshold belongs to its state.
  static BudgetState of(BigDecimal consumed) {
    return at(consumed);
  }

  /// The state that a share would still hold: as if it were higher by the margin, and a share just
  /// at the margin still holds.
  static BudgetState held(BigDecimal consumed) {
    return at(consumed.add(MARGIN));
  }

  private static BudgetState at(BigDecimal consumed) {
    if (consumed.compareTo(threshold(BudgetState.EXHAUSTED)) >= 0) {
      return BudgetState.EXHAUSTED;
    } else if (consumed.compareTo(threshold(BudgetState.FEATURE_STOP)) >= 0) {
      return BudgetState.FEATURE_STOP;
    } else if (consumed.compareTo(threshold(BudgetState.FREEZE)) >= 0) {
      return BudgetState.FREEZE;
    } else if (consumed.compareTo(threshold(BudgetState.REVIEW)) >= 0) {
      return BudgetState.REVIEW;
    }
    return BudgetState.HEALTHY;
  }

  /// Below which use a state is left, once two evaluations in a row say so.
  static BigDecimal left(BudgetState state) {
    return threshold(state).subtract(MARGIN);
  }

  /// Where a state begins.
  static BigDecimal threshold(BudgetState state) {
    return switch (state) {
      case REVIEW -> new BigDecimal("0.25");
      case FREEZE -> new BigDecimal("0.5");
      case FEATURE_STOP -> new BigDecimal("0.75");
      case EXHAUSTED -> BigDecimal.ONE;
      case HEALTHY, NO_TRAFFIC, UNKNOWN ->
          throw new IllegalArgumentException("no share of the budget begins " + state);
    };
  }
}
