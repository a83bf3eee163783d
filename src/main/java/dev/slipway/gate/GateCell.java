package dev.slipway.gate;

import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.slo.BudgetState;
import org.jspecify.annotations.Nullable;

/// What the error-budget policy says to one class of change in one state of the budget. The strict
/// reading: from a used-up budget on everything needs a person, a rollback excepted.
enum GateCell {
  ALLOW,
  /// Allowed; whoever asks has to take note that nothing is known.
  NOTE,
  /// Allowed once whoever asks has accepted to review what used the budget.
  REVIEW,
  /// Needs one approver.
  APPROVAL,
  /// Needs an owner of the environment.
  OWNER,
  BLOCK;

  /// The cell of the table.
  ///
  /// @param burnsFast whether the most urgent pair of windows fires: holds back what brings
  ///   something new, however much is left
  static GateCell of(ChangeClass changeClass, BudgetState state, boolean burnsFast) {
    var cell = of(changeClass, state);
    if (!burnsFast || cell.compareTo(APPROVAL) >= 0) {
      return cell;
    }
    return switch (changeClass) {
      case FEATURE, CHORE -> BLOCK;
      case CRITICAL_FEATURE -> APPROVAL;
      case ROLLBACK, SECURITY, FIX -> cell;
    };
  }

  /// Whether so much is used that letting something past it takes an owner of the environment.
  static boolean isStrict(@Nullable BudgetState state) {
    return state != null && state.compareTo(BudgetState.FEATURE_STOP) >= 0;
  }

  private static GateCell of(ChangeClass changeClass, BudgetState state) {
    return switch (changeClass) {
      case ROLLBACK -> ALLOW;
      case SECURITY ->
          switch (state) {
            case HEALTHY, NO_TRAFFIC, REVIEW, FREEZE, FEATURE_STOP -> ALLOW;
            case EXHAUSTED -> APPROVAL;
            case UNKNOWN -> NOTE;
          };
      case FIX ->
          switch (state) {
            case HEALTHY, NO_TRAFFIC, REVIEW, FREEZE -> ALLOW;
            case FEATURE_STOP -> APPROVAL;
            case EXHAUSTED -> OWNER;
            case UNKNOWN -> NOTE;
          };
      case CRITICAL_FEATURE ->
          switch (state) {
            case HEALTHY, NO_TRAFFIC -> ALLOW;
            case REVIEW -> REVIEW;
            case FREEZE, UNKNOWN -> APPROVAL;
            case FEATURE_STOP, EXHAUSTED -> BLOCK;
          };
      case FEATURE, CHORE ->
          switch (state) {
            case HEALTHY, NO_TRAFFIC -> ALLOW;
            case REVIEW -> REVIEW;
            case FREEZE, FEATURE_STOP, EXHAUSTED, UNKNOWN -> BLOCK;
          };
    };
  }
}
