package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What each class of answer makes of an objective of 99.9 % in 30 days.
class EvaluationTests {

  private static final Target TARGET = Target.of("99.9");
  private static final Duration OWN = Duration.ofDays(30);
  private static final Duration TOOK = Duration.ofMillis(5);

  private static Evaluation of(@Nullable KeptState kept, WindowReading whole, String... warnings) {
    Map<Duration, WindowReading> readings = new HashMap<>();
    Evaluation.windows(OWN)
        .forEach(window -> readings.put(window, new WindowReading.Counted(Counts.of(0, 100))));
    readings.put(OWN, whole);
    return Evaluation.of(TARGET, OWN, kept, new SliAnswer.Got<>(readings, List.of(warnings), TOOK));
  }

  private static WindowReading counted(long bad) {
    return new WindowReading.Counted(Counts.of(bad, 25_920_000));
  }

  @Test
  void theWindowsAreThoseOfThePairsAndItsOwn() {
    assertThat(Evaluation.windows(Duration.ofDays(7)))
        .containsExactly(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(7));
  }

  @Test
  void whatIsCountedHasAStateAtOnce() {
    var found = of(null, counted(12_960));
    assertThat(found.state()).isEqualTo(BudgetState.FREEZE);
    assertThat(found.consumed()).isEqualByComparingTo("0.5");
    assertThat(found.kept()).isEqualTo(KeptState.first(new BigDecimal("0.500000000")));
    assertThat(found.good()).isTrue();
    assertThat(found.reason()).isNull();
  }

  /// Vector 19 of the design: 0.51, 0.495, 0.481, 0.479 hold the freeze; 0.478 leaves it.
  @Test
  void aFreezeIsLeftAfterTwoEvaluationsWellBelow() {
    var kept = KeptState.first(new BigDecimal("0.51"));
    for (var held : List.of(12_830L, 12_468L, 12_415L)) {
      var found = of(kept, counted(held));
      assertThat(found.state()).isEqualTo(BudgetState.FREEZE);
      kept = found.kept();
    }
    var left = of(kept, counted(12_389));
    assertThat(left.state()).isEqualTo(BudgetState.REVIEW);
    assertThat(of(left.kept(), counted(12_960)).state()).isEqualTo(BudgetState.FREEZE);
  }

  @Test
  void whatIsPartialIsShownAndChangesNothingThatIsKept() {
    var kept = KeptState.first(new BigDecimal("0.6"));
    var found = of(kept, counted(0), "a store did not answer");
    assertThat(found.partial()).isTrue();
    assertThat(found.kept()).isEqualTo(kept);
    assertThat(found.consumed()).isEqualByComparingTo("0");
    assertThat(found.reason()).contains("a store did not answer");
    assertThat(of(found.kept(), counted(0)).state())
        .as("and it is not counted as one of the two below")
        .isEqualTo(BudgetState.FREEZE);
  }

  @Test
  void noTrafficAndNoErrorsAndNoDataAreThree() {
    assertThat(of(null, new WindowReading.NoTraffic()).state()).isEqualTo(BudgetState.NO_TRAFFIC);
    assertThat(of(null, new WindowReading.NoTraffic()).good()).isTrue();
    var silent = of(null, new WindowReading.NoErrorSeries(Counts.of(0, 12_960_000)));
    assertThat(silent.state()).isEqualTo(BudgetState.HEALTHY);
    assertThat(silent.consumed()).isEqualByComparingTo("0");
    var nothing = of(null, new WindowReading.NoData());
    assertThat(nothing.good()).isFalse();
    assertThat(nothing.unusable()).isTrue();
    assertThat(nothing.state()).isEqualTo(BudgetState.UNKNOWN);
  }

  @Test
  void aFaultOfTheObjectiveIsUnusableAndOneOfTheServerIsNot() {
    Map<String, Boolean> unusable = new HashMap<>();
    for (var answer :
        List.<SliAnswer<Map<Duration, WindowReading>>>of(
            new SliAnswer.Refused<>("parse error"),
            new SliAnswer.NoEntry<>("401"),
            new SliAnswer.Unavailable<>("connection refused"))) {
      var found = Evaluation.of(TARGET, OWN, null, answer);
      assertThat(found.good()).isFalse();
      unusable.put(found.answer(), found.unusable());
    }
    var failed = of(null, new WindowReading.Failed("too slow"));
    unusable.put(failed.answer(), failed.unusable());
    var odd = of(null, new WindowReading.NoValue("+Inf"));
    unusable.put(odd.answer(), odd.unusable());
    assertThat(unusable)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "refused", true,
                "no-value", true,
                "no-entry", false,
                "unavailable", false,
                "failed", false));
  }

  /// Vector 3: thirty times too fast for an hour, a tenth of a percent of the budget.
  @Test
  void aFastBurnPagesWhileTheBudgetIsLarge() {
    Map<Duration, WindowReading> readings = new HashMap<>();
    var matrix =
        Map.of(
            Duration.ofMinutes(5),
            Counts.of(90, 3_000),
            Duration.ofMinutes(30),
            Counts.of(540, 18_000),
            Duration.ofHours(1),
            Counts.of(1_080, 36_000),
            Duration.ofHours(2),
            Counts.of(1_170, 72_000),
            Duration.ofHours(6),
            Counts.of(1_170, 216_000),
            Duration.ofDays(1),
            Counts.of(1_170, 864_000),
            Duration.ofDays(3),
            Counts.of(1_170, 2_592_000),
            OWN,
            Counts.of(1_170, 25_920_000));
    matrix.forEach((window, counts) -> readings.put(window, new WindowReading.Counted(counts)));
    var found = Evaluation.of(TARGET, OWN, null, new SliAnswer.Got<>(readings, List.of(), TOOK));
    assertThat(found.state()).isEqualTo(BudgetState.HEALTHY);
    assertThat(found.consumed()).isEqualByComparingTo("0.045138889");
    assertThat(found.alert()).isEqualTo(BurnSeverity.PAGE);
    assertThat(found.burn()).isEqualByComparingTo("30");

    var figures =
        BudgetFigures.of(
            new ObjectiveDefinition(
                "availability",
                "",
                new BigDecimal("99.9"),
                30,
                Indicator.rawRatio("x"),
                true,
                UUID.randomUUID()),
            StoredReadings.read(StoredReadings.write(readings)));
    assertThat(figures.burn())
        .extracting(ObjectiveDetails.BurnLine::firing)
        .containsExactly(true, false, false, false);
    assertThat(figures.allowed()).isEqualByComparingTo("25920");
    assertThat(figures.left()).isEqualByComparingTo("24750");
    assertThat(figures.exhaustedIn()).isBetween(Duration.ofHours(22), Duration.ofHours(23));
  }

  @Test
  void everyReadingIsStoredAsItWas() {
    var readings =
        Map.<Duration, WindowReading>of(
            Duration.ofMinutes(5),
                new WindowReading.Counted(
                    new Counts(new BigDecimal("0.1"), new BigDecimal("30.000000001"))),
            Duration.ofMinutes(30), new WindowReading.NoErrorSeries(Counts.of(0, 5)),
            Duration.ofHours(1), new WindowReading.NoTraffic(),
            Duration.ofHours(2), new WindowReading.NoData(),
            Duration.ofHours(6), new WindowReading.Share(new BigDecimal("0.0001")),
            Duration.ofDays(1), new WindowReading.NoValue("NaN"),
            Duration.ofDays(3), new WindowReading.Failed("too slow"));
    assertThat(StoredReadings.read(StoredReadings.write(readings))).isEqualTo(readings);
  }

  @Test
  void whatAPersonShouldLookAtIsFound() {
    assertThat(codes(of(null, counted(0)))).isEmpty();
    assertThat(codes(of(null, new WindowReading.NoErrorSeries(Counts.of(0, 9_000_000)))))
        .containsExactly("ERRORS_NEVER_SEEN");
    assertThat(codes(of(null, new WindowReading.Counted(Counts.of(1, 500)))))
        .containsExactly("TOO_FEW_EVENTS");
    assertThat(
            CountedFindings.of(TARGET, OWN, of(null, counted(0)), null, Counts.of(9_990, 10_000)))
        .as("of a week in which nearly everything was bad")
        .extracting(CountedFindings.Found::code)
        .containsExactly("SLI_LOOKS_INVERTED");
    assertThat(codes(of(null, new WindowReading.Counted(Counts.of(20_000, 10_000)))))
        .containsExactly("MORE_BAD_THAN_ALL");
    assertThat(codes(of(null, new WindowReading.NoData()))).containsExactly("NO_DATA");
    assertThat(codes(Evaluation.of(TARGET, OWN, null, new SliAnswer.Refused<>("char 7"))))
        .containsExactly("SLI_CONFIG");
    assertThat(codes(Evaluation.of(TARGET, OWN, null, new SliAnswer.Unavailable<>("refused"))))
        .as("a datasource that is away is no fault of the objective")
        .isEmpty();
    assertThat(CountedFindings.of(TARGET, OWN, of(null, counted(0)), Duration.ofDays(15), null))
        .extracting(CountedFindings.Found::code)
        .containsExactly("RETENTION_SHORT");
  }

  private static List<String> codes(Evaluation evaluation) {
    return CountedFindings.of(TARGET, OWN, evaluation, null, null).stream()
        .map(CountedFindings.Found::code)
        .toList();
  }
}
