package dev.slipway.slo;

import java.math.BigDecimal;

/// The state of a budget from evaluation to evaluation. It gets worse at once. A worse state is
/// left only after two evaluations in a row whose use was more than two points below where it
/// begins; so no state flaps around its threshold. Evaluations that gave no use are left out: what
/// nobody knows lifts nothing.
///
/// @param state one of the five bands, never unknown
/// @param consumed what the last usable evaluation found, at nine places
record KeptState(BudgetState state, BigDecimal consumed) {

  KeptState {
    BudgetBands.threshold(state == BudgetState.HEALTHY ? BudgetState.REVIEW : state);
  }

  static KeptState first(BigDecimal consumed) {
    return new KeptState(BudgetBands.of(consumed), consumed);
  }

  /// After the next evaluation. Both this one and the last say which state they would still hold;
  /// the worse of the two is left standing, if it is better than before.
  KeptState after(BigDecimal next) {
    var entered = BudgetBands.of(next);
    if (entered.compareTo(state) >= 0) {
      return new KeptState(entered, next);
    }
    var held = BudgetBands.held(consumed).worse(BudgetBands.held(next));
    return new KeptState(held.compareTo(state) < 0 ? held : state, next);
  }
}
