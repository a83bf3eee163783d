package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.slo.BudgetState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GateCellTests {

  /// The cells of vector 20, for production.
  @ParameterizedTest
  @CsvSource({
    "FEATURE, HEALTHY, ALLOW",
    "FEATURE, NO_TRAFFIC, ALLOW",
    "FEATURE, REVIEW, REVIEW",
    "FEATURE, FREEZE, BLOCK",
    "CRITICAL_FEATURE, FREEZE, APPROVAL",
    "FIX, FREEZE, ALLOW",
    "CRITICAL_FEATURE, FEATURE_STOP, BLOCK",
    "FIX, FEATURE_STOP, APPROVAL",
    "FIX, EXHAUSTED, OWNER",
    "SECURITY, EXHAUSTED, APPROVAL",
    "ROLLBACK, EXHAUSTED, ALLOW",
    "ROLLBACK, UNKNOWN, ALLOW",
    "FIX, UNKNOWN, NOTE",
    "FEATURE, UNKNOWN, BLOCK",
    "CRITICAL_FEATURE, UNKNOWN, APPROVAL",
    "CHORE, FREEZE, BLOCK"
  })
  void aCellOfTheTableSaysWhatThePolicySays(
      ChangeClass changeClass, BudgetState state, GateCell expected) {
    assertThat(GateCell.of(changeClass, state, false)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(BudgetState.class)
  void aRollbackPassesInEveryState(BudgetState state) {
    assertThat(GateCell.of(ChangeClass.ROLLBACK, state, true)).isEqualTo(GateCell.ALLOW);
  }

  @Test
  void aFastBurnHoldsBackWhatIsNewHoweverMuchIsLeft() {
    assertThat(GateCell.of(ChangeClass.FEATURE, BudgetState.HEALTHY, true))
        .isEqualTo(GateCell.BLOCK);
    assertThat(GateCell.of(ChangeClass.CHORE, BudgetState.REVIEW, true)).isEqualTo(GateCell.BLOCK);
    assertThat(GateCell.of(ChangeClass.CRITICAL_FEATURE, BudgetState.HEALTHY, true))
        .isEqualTo(GateCell.APPROVAL);
    assertThat(GateCell.of(ChangeClass.FIX, BudgetState.HEALTHY, true)).isEqualTo(GateCell.ALLOW);
  }

  @ParameterizedTest
  @EnumSource(ChangeClass.class)
  void aWorseBudgetNeverLetsMoreThrough(ChangeClass changeClass) {
    var known =
        List.of(
            BudgetState.HEALTHY,
            BudgetState.REVIEW,
            BudgetState.FREEZE,
            BudgetState.FEATURE_STOP,
            BudgetState.EXHAUSTED);
    for (var i = 1; i < known.size(); i++) {
      assertThat(GateCell.of(changeClass, known.get(i), false))
          .isGreaterThanOrEqualTo(GateCell.of(changeClass, known.get(i - 1), false));
    }
  }

  @ParameterizedTest
  @EnumSource(BudgetState.class)
  void aFastBurnNeverLetsMoreThrough(BudgetState state) {
    assertThat(Arrays.stream(ChangeClass.values()))
        .allSatisfy(one ->
            assertThat(GateCell.of(one, state, true))
                .isGreaterThanOrEqualTo(GateCell.of(one, state, false)));
  }
}
