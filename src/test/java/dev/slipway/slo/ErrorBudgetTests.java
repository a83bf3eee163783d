package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.formats.FindingCode;
import dev.slipway.slo.formats.MeasuredFindings;
import dev.slipway.slo.formats.SloFinding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The vectors of the design for budgets, with its numbers, through what evaluations and pages run.
class ErrorBudgetTests {

  private static final Target THREE_NINES = Target.of("99.9");
  private static final Duration MONTH = Duration.ofDays(30);

  @Test
  void aBudgetThatIsNearlyHalfUsedIsUnderReview() {
    var found = found(12_228, 25_920_000);
    assertThat(used(found)).isEqualTo("47.175926");
    assertThat(left(found)).isEqualTo("52.824074");
    assertThat(found.state()).isEqualTo(BudgetState.REVIEW);
    var figures = figures("99.9", 12_228, 25_920_000);
    assertThat(Decimals.rounded(of(figures.share()), 12, RoundingMode.HALF_UP))
        .isEqualTo("0.000471759259");
    assertThat(figures.allowed()).isEqualByComparingTo("25920");
    assertThat(figures.left()).isEqualByComparingTo("13692");
    assertThat(figures.leftMinutes()).isEqualByComparingTo("22.82");
    var budget = ErrorBudget.of(THREE_NINES, MONTH, Counts.of(12_228, 25_920_000)).orElseThrow();
    assertThat(budget.minutes()).isEqualByComparingTo("43.2");
  }

  @Test
  void everyThresholdBelongsToTheStateThatItOpens() {
    assertThat(state(6_479)).isEqualTo(BudgetState.HEALTHY);
    assertThat(used(found(6_479, 25_920_000))).isEqualTo("24.996142");
    assertThat(state(6_480)).isEqualTo(BudgetState.REVIEW);
    assertThat(state(12_959)).isEqualTo(BudgetState.REVIEW);
    assertThat(state(12_960)).isEqualTo(BudgetState.FREEZE);
    assertThat(found(12_960, 25_920_000).consumed()).isEqualByComparingTo("0.5");
    assertThat(state(19_439)).isEqualTo(BudgetState.FREEZE);
    assertThat(state(19_440)).isEqualTo(BudgetState.FEATURE_STOP);
    assertThat(state(25_919)).isEqualTo(BudgetState.FEATURE_STOP);
    assertThat(used(found(25_919, 25_920_000))).isEqualTo("99.996142");
    assertThat(state(25_920)).isEqualTo(BudgetState.EXHAUSTED);
    assertThat(left(found(25_920, 25_920_000))).isEqualTo("0.000000");
  }

  @Test
  void anInvertedLatencyReadsAsNinetySevenTimesTheBudgetAndTheRightOneAsThreeTimes() {
    var inverted = found("99", counted(41_904_000, 43_200_000));
    assertThat(used(inverted)).isEqualTo("9700.000000");
    assertThat(left(inverted)).isEqualTo("-9600.000000");
    var right = found("99", counted(1_296_000, 43_200_000));
    assertThat(right.consumed()).isEqualByComparingTo("3");
    assertThat(left(right)).isEqualTo("-200.000000");
    assertThat(figures("99", 1_296_000, 43_200_000).left()).isEqualByComparingTo("-864000");
    assertThat(right.state()).isEqualTo(BudgetState.EXHAUSTED);
  }

  @Test
  void aServiceThatIsSilentHasNoBurnRateAndStillHasItsBudget() {
    assertThat(BurnRate.of(THREE_NINES, Counts.NONE)).isEmpty();
    assertThat(found("99.9", new WindowReading.NoTraffic()).state())
        .isEqualTo(BudgetState.NO_TRAFFIC);
    assertThat(BurnRate.of(THREE_NINES, Counts.of(0, 86_400)).orElseThrow().value()).isZero();
    var found = found(12, 2_419_200);
    assertThat(used(found)).isEqualTo("0.496032");
    assertThat(left(found)).isEqualTo("99.503968");
    assertThat(figures("99.9", 12, 2_419_200).left()).isEqualByComparingTo("2407.2");
    assertThat(found.state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void withoutASeriesOfErrorsTheBudgetIsWholeAndWithoutAReadingItIsUnknown() {
    var silent = new WindowReading.NoErrorSeries(Counts.of(0, 12_960_000));
    var found = found("99.9", silent);
    assertThat(found.consumed()).isZero();
    assertThat(left(found)).isEqualTo("100.000000");
    assertThat(found.state()).isEqualTo(BudgetState.HEALTHY);
    assertThat(MeasuredFindings.of(THREE_NINES, silent, null))
        .extracting(SloFinding::code)
        .containsExactly(FindingCode.ERRORS_NEVER_SEEN);
    for (var reading :
        List.of(
            new WindowReading.NoData(),
            new WindowReading.NoValue("NaN"),
            new WindowReading.Failed("timeout"))) {
      assertThat(found("99.9", reading).state()).isEqualTo(BudgetState.UNKNOWN);
      assertThat(found("99.9", reading).consumed()).isNull();
    }
  }

  /// Nights with 6 requests a minute, one of them with errors, and days with 1200.
  @Test
  void theMeanOfRatiosSaysAHundredTimesWhatIsUsedWhereTrafficIsUneven() {
    var counted = found(1_440, 34_646_400);
    assertThat(used(counted)).isEqualTo("4.156276");
    assertThat(counted.state()).isEqualTo(BudgetState.HEALTHY);
    var sum = BigDecimal.ZERO;
    for (var minute = 1; minute <= 43_200; minute++) {
      var slice = Counts.NONE;
      for (var within = minute - 4; within <= minute; within++) {
        slice = slice.plus(unevenMinute(within));
      }
      sum = sum.add(slice.bad().divide(slice.total(), MathContext.DECIMAL64));
    }
    var mean = sum.divide(BigDecimal.valueOf(43_200), MathContext.DECIMAL64);
    assertThat(Decimals.rounded(mean, 11, RoundingMode.HALF_UP)).isEqualTo("0.00550999127");
    var averaged = found("99.9", new WindowReading.Share(mean));
    assertThat(Decimals.rounded(of(averaged.consumed()).movePointRight(2), 3, RoundingMode.HALF_UP))
        .isEqualTo("550.999");
    assertThat(averaged.state()).isEqualTo(BudgetState.EXHAUSTED);
    assertThat(figures("99.9", new WindowReading.Share(mean)).left())
        .as("nothing is counted")
        .isNull();
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
    assertThat(figures("99.9", 0, 500).allowed()).isEqualByComparingTo("0.5");
    assertThat(MeasuredFindings.of(THREE_NINES, counted(0, 500), null))
        .extracting(SloFinding::code)
        .containsExactly(FindingCode.TOO_FEW_EVENTS);
    assertThat(MeasuredFindings.of(THREE_NINES, counted(0, 1_000), null)).isEmpty();
    assertThat(used(found(1, 7_200))).isEqualTo("13.888889");
    assertThat(figures("99.9", 1, 7_200).left()).isEqualByComparingTo("6.2");
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
    var found = found(40_000, 25_920_000);
    assertThat(used(found)).isEqualTo("154.320988");
    assertThat(left(found)).isEqualTo("-54.320988");
    assertThat(found.state()).isEqualTo(BudgetState.EXHAUSTED);
    var figures = figures("99.9", 40_000, 25_920_000);
    assertThat(figures.left()).isEqualByComparingTo("-14080");
    assertThat(figures.leftMinutes()).isEqualByComparingTo("-23.4667");
    assertThat(figures.exhaustedIn()).isZero();
  }

  /// Slices of a minute, each good or bad as a whole, come as the events of an indicator.
  @Test
  void slicesOfTimeAreCountedLikeEvents() {
    var found = found(30, 43_200);
    assertThat(used(found)).isEqualTo("69.444444");
    assertThat(found.state()).isEqualTo(BudgetState.FREEZE);
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
    assertThat(found("99.9", new WindowReading.Counted(endless)).state())
        .isEqualTo(BudgetState.UNKNOWN);
  }

  private static WindowReading counted(long bad, long total) {
    return new WindowReading.Counted(Counts.of(bad, total));
  }

  private static Evaluation found(long bad, long total) {
    return found("99.9", counted(bad, total));
  }

  private static Evaluation found(String percent, WindowReading whole) {
    var got = new SliAnswer.Got<>(Map.of(MONTH, whole), List.of(), Duration.ZERO);
    return Evaluation.of(Target.of(percent), MONTH, null, got);
  }

  private static BudgetFigures figures(String percent, long bad, long total) {
    return figures(percent, counted(bad, total));
  }

  private static BudgetFigures figures(String percent, WindowReading whole) {
    var definition =
        new ObjectiveDefinition(
            "availability",
            "",
            new BigDecimal(percent),
            30,
            Indicator.rawRatio("x"),
            true,
            UUID.randomUUID());
    return BudgetFigures.of(definition, Map.of(MONTH, whole));
  }

  private static BudgetState state(long bad) {
    return found(bad, 25_920_000).state();
  }

  private static String used(Evaluation found) {
    return percent(of(found.consumed()));
  }

  /// As lists and pages show it.
  private static String left(Evaluation found) {
    var reading =
        new BudgetReading(
            found.state(),
            ReadingQuality.FRESH,
            found.consumed(),
            found.burn(),
            found.alert(),
            null,
            null);
    return percent(of(reading.remaining()));
  }

  private static BigDecimal of(@Nullable BigDecimal known) {
    return Objects.requireNonNull(known);
  }

  private static String percent(BigDecimal share) {
    return Decimals.rounded(share.movePointRight(2), 6, RoundingMode.HALF_UP).toPlainString();
  }
}
