package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The vectors of the design for budgets, with its numbers.
class ErrorBudgetTests {

  private static final Target THREE_NINES = Target.of("99.9");
  private static final Duration MONTH = Duration.ofDays(30);

  @Test
  void aBudgetThatIsNearlyHalfUsedIsUnderReview() {
    var budget = budget(12_228, 25_920_000);
    assertThat(budget.errorRatio()).isEqualByComparingTo("0.000471759259");
    assertThat(percent(budget.consumed())).isEqualTo("47.175926");
    assertThat(percent(budget.remaining())).isEqualTo("52.824074");
    assertThat(budget.allowedEvents().orElseThrow()).isEqualByComparingTo("25920");
    assertThat(budget.leftEvents().orElseThrow()).isEqualByComparingTo("13692");
    assertThat(budget.minutes()).isEqualByComparingTo("43.2");
    assertThat(budget.leftMinutes()).isEqualByComparingTo("22.82");
    assertThat(budget.state()).isEqualTo(BudgetState.REVIEW);
  }

  @Test
  void everyThresholdBelongsToTheStateThatItOpens() {
    assertThat(state(6_479)).isEqualTo(BudgetState.HEALTHY);
    assertThat(percent(budget(6_479, 25_920_000).consumed())).isEqualTo("24.996142");
    assertThat(state(6_480)).isEqualTo(BudgetState.REVIEW);
    assertThat(state(12_959)).isEqualTo(BudgetState.REVIEW);
    assertThat(state(12_960)).isEqualTo(BudgetState.FREEZE);
    assertThat(budget(12_960, 25_920_000).consumed()).isEqualByComparingTo("0.5");
    assertThat(state(19_439)).isEqualTo(BudgetState.FREEZE);
    assertThat(state(19_440)).isEqualTo(BudgetState.FEATURE_STOP);
    assertThat(state(25_919)).isEqualTo(BudgetState.FEATURE_STOP);
    assertThat(percent(budget(25_919, 25_920_000).consumed())).isEqualTo("99.996142");
    assertThat(state(25_920)).isEqualTo(BudgetState.EXHAUSTED);
    assertThat(budget(25_920, 25_920_000).remaining()).isZero();
  }

  @Test
  void anInvertedLatencyReadsAsNinetySevenTimesTheBudgetAndTheRightOneAsThreeTimes() {
    var latency = Target.of("99");
    var inverted = ErrorBudget.of(latency, MONTH, Counts.of(41_904_000, 43_200_000)).orElseThrow();
    assertThat(percent(inverted.consumed())).isEqualTo("9700.000000");
    assertThat(percent(inverted.remaining())).isEqualTo("-9600.000000");
    var right = ErrorBudget.of(latency, MONTH, Counts.of(1_296_000, 43_200_000)).orElseThrow();
    assertThat(right.rate().value()).isEqualByComparingTo("3");
    assertThat(percent(right.remaining())).isEqualTo("-200.000000");
    assertThat(right.leftEvents().orElseThrow()).isEqualByComparingTo("-864000");
    assertThat(right.state()).isEqualTo(BudgetState.EXHAUSTED);
  }

  @Test
  void aServiceThatIsSilentHasNoBurnRateAndStillHasItsBudget() {
    assertThat(BurnRate.of(THREE_NINES, Counts.NONE)).isEmpty();
    assertThat(ErrorBudget.state(THREE_NINES, new WindowReading.NoTraffic()))
        .isEqualTo(BudgetState.NO_TRAFFIC);
    assertThat(BurnRate.of(THREE_NINES, Counts.of(0, 86_400)).orElseThrow().value()).isZero();
    var budget = budget(12, 2_419_200);
    assertThat(percent(budget.consumed())).isEqualTo("0.496032");
    assertThat(percent(budget.remaining())).isEqualTo("99.503968");
    assertThat(budget.leftEvents().orElseThrow()).isEqualByComparingTo("2407.2");
    assertThat(budget.state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void withoutASeriesOfErrorsTheBudgetIsWholeAndWithoutAReadingItIsUnknown() {
    var silent = new WindowReading.NoErrorSeries(Counts.of(0, 12_960_000));
    var budget = ErrorBudget.of(THREE_NINES, MONTH, silent).orElseThrow();
    assertThat(budget.consumed()).isZero();
    assertThat(budget.remaining()).isEqualByComparingTo("1");
    assertThat(ErrorBudget.state(THREE_NINES, silent)).isEqualTo(BudgetState.HEALTHY);
    for (var reading :
        List.of(
            new WindowReading.NoData(),
            new WindowReading.NoValue("NaN"),
            new WindowReading.Failed("timeout"))) {
      assertThat(ErrorBudget.state(THREE_NINES, reading)).isEqualTo(BudgetState.UNKNOWN);
      assertThat(ErrorBudget.of(THREE_NINES, MONTH, reading)).isEmpty();
    }
  }

  /// Nights with 6 requests a minute, one of them with errors, and days with 1200.
  @Test
  void theMeanOfRatiosSaysAHundredTimesWhatIsUsedWhereTrafficIsUneven() {
    var counted = budget(1_440, 34_646_400);
    assertThat(percent(counted.consumed())).isEqualTo("4.156276");
    assertThat(counted.state()).isEqualTo(BudgetState.HEALTHY);
    var slices = new ArrayList<Counts>();
    for (var minute = 1; minute <= 43_200; minute++) {
      var slice = Counts.NONE;
      for (var within = minute - 4; within <= minute; within++) {
        slice = slice.plus(unevenMinute(within));
      }
      slices.add(slice);
    }
    var mean = Timeslices.meanRatio(slices).orElseThrow();
    assertThat(Decimals.rounded(mean, 11, RoundingMode.HALF_UP)).isEqualTo("0.00550999127");
    var averaged = ErrorBudget.of(THREE_NINES, MONTH, new WindowReading.Share(mean)).orElseThrow();
    assertThat(Decimals.rounded(averaged.consumed().movePointRight(2), 3, RoundingMode.HALF_UP))
        .isEqualTo("550.999");
    assertThat(averaged.state()).isEqualTo(BudgetState.EXHAUSTED);
    assertThat(averaged.leftEvents()).as("nothing is counted").isEmpty();
  }

  private static Counts unevenMinute(int minute) {
    var hour = Math.floorMod(Math.floorDiv(minute - 1, 60), 24);
    var age = 43_200 - minute;
    if (hour >= 6 && hour < 22) {
      return Counts.of(0, 1_200);
    }
    return Counts.of(age > 48 * 60 - 1 && age <= 72 * 60 - 1 ? 3 : 0, 6);
  }

  @Test
  void aBudgetOfLessThanOneEventIsSaidToBeSo() {
    assertThat(budget(0, 500).allowedEvents().orElseThrow()).isEqualByComparingTo("0.5");
    assertThat(budget(0, 500).hasTooFewEvents()).isTrue();
    assertThat(budget(0, 1_000).hasTooFewEvents()).isFalse();
    var quiet = budget(1, 7_200);
    assertThat(percent(quiet.consumed())).isEqualTo("13.888889");
    assertThat(quiet.leftEvents().orElseThrow()).isEqualByComparingTo("6.2");
  }

  @Test
  void aMonthToDateIsMeasuredAgainstItselfOrAgainstTheWholeMonth() {
    var berlin = ZoneId.of("Europe/Berlin");
    var at = Instant.parse("2026-01-10T23:00:00Z");
    var month = CalendarWindow.month(at, berlin);
    assertThat(month.start()).isEqualTo("2025-12-31T23:00:00Z");
    assertThat(month.length()).isEqualTo(Duration.ofDays(31));
    assertThat(month.elapsed(at)).isEqualTo(Duration.ofDays(10));
    var soFar = Counts.of(5_000, 8_640_000);
    var estimated = month.estimated(THREE_NINES, soFar, at).orElseThrow();
    assertThat(percent(month.toDate(THREE_NINES, soFar, at).orElseThrow().consumed()))
        .isEqualTo("57.870370");
    assertThat(estimated.allowedEvents().orElseThrow()).isEqualByComparingTo("26784");
    assertThat(percent(estimated.consumed())).isEqualTo("18.667861");
    assertThat(month.estimated(THREE_NINES, soFar, month.start())).isEmpty();
    assertThat(CalendarWindow.month(Instant.parse("2026-03-10T00:00:00Z"), berlin).length())
        .as("an hour is lost in March")
        .isEqualTo(Duration.ofDays(31).minusHours(1));
  }

  @Test
  void whatIsOverspentIsNegativeAndNotNothing() {
    var budget = budget(40_000, 25_920_000);
    assertThat(percent(budget.consumed())).isEqualTo("154.320988");
    assertThat(percent(budget.remaining())).isEqualTo("-54.320988");
    assertThat(budget.leftEvents().orElseThrow()).isEqualByComparingTo("-14080");
    assertThat(budget.leftMinutes()).isEqualByComparingTo("-23.4667");
    assertThat(budget.state()).isEqualTo(BudgetState.EXHAUSTED);
    assertThat(budget.isExhausted()).isTrue();
  }

  @Test
  void slicesOfTimeAreGoodOrBadAsAWhole() {
    var slices = new ArrayList<Counts>();
    for (var minute = 0; minute < 43_200; minute++) {
      slices.add(minute % 1_440 == 7 ? Counts.of(51, 1_000) : Counts.of(50, 1_000));
    }
    slices.set(0, Counts.NONE);
    var counted = Timeslices.count(slices, new BigDecimal("0.95"));
    assertThat(counted).isEqualTo(Counts.of(30, 43_200));
    var budget = ErrorBudget.of(THREE_NINES, MONTH, counted).orElseThrow();
    assertThat(percent(budget.consumed())).isEqualTo("69.444444");
    assertThat(budget.state()).isEqualTo(BudgetState.FREEZE);
    assertThat(Timeslices.meanRatio(List.of(Counts.NONE))).isEmpty();
  }

  @Test
  void anIncidentHasItsShareOfTheBudget() {
    assertThat(budget(12_228, 25_920_000).spentBy(Counts.of(3_525, 40_000)).orElseThrow())
        .isEqualByComparingTo("0.135995370");
  }

  @Test
  void anObjectiveIsOverNothingAndBelowEverything() {
    for (var text : List.of("0", "100", "100.1", "-1", "99.9999999", "1e-40", "1e1000000000")) {
      var percent = new BigDecimal(text);
      assertThat(Target.isOne(percent)).as(text).isFalse();
      assertThatThrownBy(() -> new Target(percent)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Target.of("99.90")).isEqualTo(THREE_NINES).hasToString("99.9 %");
    assertThat(Target.of("99.999999").allowedShare()).isEqualByComparingTo("1e-8");
  }

  @Test
  void countsThatNobodyCanMeanAreNoReading() {
    var endless = new Counts(new BigDecimal("1e2000000000"), BigDecimal.TEN);
    assertThat(BurnRate.of(THREE_NINES, endless)).isEmpty();
    assertThat(ErrorBudget.state(THREE_NINES, new WindowReading.Counted(endless)))
        .isEqualTo(BudgetState.UNKNOWN);
  }

  private static ErrorBudget budget(long bad, long total) {
    return ErrorBudget.of(THREE_NINES, MONTH, Counts.of(bad, total)).orElseThrow();
  }

  private static BudgetState state(long bad) {
    return budget(bad, 25_920_000).state();
  }

  private static String percent(BigDecimal share) {
    return Decimals.rounded(share.movePointRight(2), 6, RoundingMode.HALF_UP).toPlainString();
  }
}
