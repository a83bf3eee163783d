package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.SliSource.HourCounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The vectors of the design for burning, exhaustion and the lifting of a freeze.
class BurnTests {

  private static final Target THREE_NINES = Target.of("99.9");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

  /// 3 % of errors for 65 minutes.
  private static final Map<Duration, Counts> FAST =
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
          MONTH,
          Counts.of(1_170, 25_920_000));

  @Test
  void aBurnOfAnHourPagesAndTheSlowerPairsStayQuiet() {
    assertThat(rate(Duration.ofMinutes(5))).isEqualByComparingTo("30");
    assertThat(rate(Duration.ofMinutes(30))).isEqualByComparingTo("30");
    assertThat(rate(Duration.ofHours(1))).isEqualByComparingTo("30");
    assertThat(rate(Duration.ofHours(2))).isEqualByComparingTo("16.25");
    assertThat(rate(Duration.ofHours(6))).isEqualByComparingTo("5.416666667");
    assertThat(rate(Duration.ofDays(1))).isEqualByComparingTo("1.354166667");
    assertThat(rate(Duration.ofDays(3))).isEqualByComparingTo("0.451388889");
    assertThat(
            BurnAlert.of(MONTH).stream()
                .map(pair ->
                    pair.verdict(THREE_NINES, reading(pair.longer()), reading(pair.shorter()))))
        .containsExactly(
            BurnAlert.Verdict.FIRING,
            BurnAlert.Verdict.QUIET,
            BurnAlert.Verdict.QUIET,
            BurnAlert.Verdict.QUIET);
    var budget = budget(within(MONTH));
    assertThat(budget.consumed()).isEqualByComparingTo("0.045138889");
    var now = BurnRate.of(THREE_NINES, within(Duration.ofHours(1)));
    assertThat(hours(Exhaustion.fixed(budget, now))).isEqualTo("22.9167");
    assertThat(hours(Exhaustion.rolling(budget, now))).isEqualTo("22.9512");
  }

  private static Counts within(Duration window) {
    return Objects.requireNonNull(FAST.get(window));
  }

  private static BigDecimal rate(Duration window) {
    return BurnRate.of(THREE_NINES, within(window)).orElseThrow().value();
  }

  private static WindowReading reading(Duration window) {
    return new WindowReading.Counted(within(window));
  }

  @Test
  void oneErrorOfAQuietServiceWakesNobody() {
    var page = BurnAlert.of(MONTH).getFirst();
    var hour = new WindowReading.Counted(Counts.of(1, 10));
    assertThat(BurnRate.of(THREE_NINES, hour).orElseThrow().value()).isEqualByComparingTo("100");
    assertThat(page.isPassedBy(BurnRate.of(THREE_NINES, hour).orElseThrow())).isTrue();
    assertThat(page.verdict(THREE_NINES, hour, hour)).isEqualTo(BurnAlert.Verdict.FEW_EVENTS);
    var five = new WindowReading.Counted(Counts.of(5, 50));
    assertThat(page.verdict(THREE_NINES, five, hour)).isEqualTo(BurnAlert.Verdict.FIRING);
  }

  @Test
  void aPairSpeaksOnlyIfBothOfItsWindowsAreKnown() {
    var page = BurnAlert.of(MONTH).getFirst();
    var burning = new WindowReading.Counted(Counts.of(100, 1_000));
    assertThat(page.verdict(THREE_NINES, burning, new WindowReading.NoTraffic()))
        .isEqualTo(BurnAlert.Verdict.QUIET);
    for (var blind :
        List.of(
            new WindowReading.NoData(),
            new WindowReading.NoValue("NaN"),
            new WindowReading.Failed("timeout"))) {
      assertThat(page.verdict(THREE_NINES, burning, blind)).isEqualTo(BurnAlert.Verdict.UNKNOWN);
      assertThat(page.verdict(THREE_NINES, blind, burning)).isEqualTo(BurnAlert.Verdict.UNKNOWN);
    }
    assertThat(page.verdict(THREE_NINES, null, burning)).isEqualTo(BurnAlert.Verdict.UNKNOWN);
    var share = new WindowReading.Share(new BigDecimal("0.1"));
    assertThat(page.verdict(THREE_NINES, share, share)).isEqualTo(BurnAlert.Verdict.FIRING);
  }

  @Test
  void aRateThatIsJustTheFactorDoesNotFire() {
    var page = BurnAlert.of(MONTH).getFirst();
    var just = new WindowReading.Counted(Counts.of(144, 10_000));
    var over = new WindowReading.Counted(Counts.of(1_441, 100_000));
    assertThat(page.verdict(THREE_NINES, just, over)).isEqualTo(BurnAlert.Verdict.QUIET);
    assertThat(page.verdict(THREE_NINES, over, over)).isEqualTo(BurnAlert.Verdict.FIRING);
  }

  @Test
  void whatIsLeftLastsAsLongAsItBurns() {
    var budget = budget(Counts.of(12_228, 25_920_000));
    assertThat(bothWays(budget, Counts.of(30, 1_000))).containsExactly("12.6778", "12.8803");
    assertThat(bothWays(budget, Counts.of(2, 1_000))).containsExactly("190.1667", "248.8700");
    assertThat(bothWays(budget, Counts.of(1, 1_000))).containsExactly("380.3333", "never");
    assertThat(bothWays(budget, Counts.of(1, 3_000))).containsExactly("1141.0000", "never");
    assertThat(bothWays(budget, Counts.NONE)).containsExactly("never", "never");
    assertThat(bothWays(budget(Counts.of(25_920, 25_920_000)), Counts.of(1, 3_000)))
        .containsExactly("already", "already");
  }

  private static List<String> bothWays(ErrorBudget budget, Counts lastHour) {
    var now = BurnRate.of(THREE_NINES, lastHour);
    return List.of(hours(Exhaustion.fixed(budget, now)), hours(Exhaustion.rolling(budget, now)));
  }

  private static String hours(Exhaustion exhaustion) {
    return switch (exhaustion) {
      case Exhaustion.Already _ -> "already";
      case Exhaustion.Never _ -> "never";
      case Exhaustion.After(var left) -> "%.4f".formatted(left.toMillis() / 3_600_000.0);
    };
  }

  @Test
  void aFreezeLiftsWhenTheBadHourLeavesTheWindow() {
    var hours = new ArrayList<HourCounts>();
    for (var age = 0; age < 720; age++) {
      hours.add(hour(age, Counts.of(age == 240 ? 10_006 : 6, 36_000)));
    }
    Collections.shuffle(hours, new Random(240));
    var within = hours.stream().map(HourCounts::counts).reduce(Counts.NONE, Counts::plus);
    assertThat(budget(within).consumed()).isEqualByComparingTo("0.552469136");
    assertThat(BudgetBands.of(budget(within).consumed())).isEqualTo(BudgetState.FREEZE);
    for (var threshold : List.of("0.5", "0.25")) {
      assertThat(lift(hours, threshold)).contains(NOW.plus(Duration.ofDays(20)));
    }
    assertThat(lift(hours, "0.75")).as("not reached").contains(NOW);
    assertThat(lift(hours, "0.16")).as("as much comes in as goes out").isEmpty();
    assertThat(budget(Counts.of(4_320, 25_920_000)).consumed()).isEqualByComparingTo("0.166666667");
  }

  @Test
  void nobodyPromisesALiftWhileNothingIsKnownOfTheLastDay() {
    var old = hour(100, Counts.of(10_000, 36_000));
    assertThat(lift(List.of(old), "0.5")).isEmpty();
    assertThat(lift(List.of(old, hour(0, Counts.NONE)), "0.5"))
        .as("the service is silent, and its errors age out")
        .contains(NOW.plus(Duration.ofHours(620)));
    assertThat(lift(List.of(hour(-1, Counts.NONE), hour(721, Counts.NONE)), "0.5")).isEmpty();
  }

  /// @param age how many whole hours ago it ended
  private static HourCounts hour(int age, Counts counts) {
    return new HourCounts(NOW.minus(Duration.ofHours(age + 1L)), counts);
  }

  private static Optional<Instant> lift(List<HourCounts> hours, String threshold) {
    return LiftDate.of(
        THREE_NINES, MONTH, hours, new BigDecimal(threshold), NOW.plusSeconds(1_234));
  }

  @Test
  void theFactorsFollowFromTheWindow() {
    assertThat(factors(30)).containsExactly("14.4", "6", "3", "1");
    assertThat(factors(28)).containsExactly("13.44", "5.6", "2.8", "0.933333");
    assertThat(factors(7)).containsExactly("13.44", "3.5", "1.4", "0.98");
  }

  private static List<String> factors(int days) {
    return BurnAlert.of(Duration.ofDays(days)).stream()
        .map(pair -> pair.factor().stripTrailingZeros().toPlainString())
        .toList();
  }

  @Test
  void theTimeUntilSomebodyKnowsFollowsFromTheShareOfErrors() {
    var pairs = BurnAlert.of(MONTH);
    firesJustAfter(pairs.get(0), "1", Duration.ofMillis(51_840));
    assertThat(after(pairs.get(0), "0.01", Duration.ofHours(1))).isEqualTo(BurnAlert.Verdict.QUIET);
    firesJustAfter(pairs.get(1), "0.01", Duration.ofMinutes(216));
    firesJustAfter(pairs.get(2), "0.01", Duration.ofMinutes(432));
    assertThat(after(pairs.get(0), "0.0144", Duration.ofHours(1)))
        .as("just the factor")
        .isEqualTo(BurnAlert.Verdict.QUIET);
  }

  private static void firesJustAfter(BurnAlert pair, String share, Duration errors) {
    assertThat(after(pair, share, errors)).isEqualTo(BurnAlert.Verdict.QUIET);
    assertThat(after(pair, share, errors.plusMillis(1))).isEqualTo(BurnAlert.Verdict.FIRING);
  }

  /// After so long with a steady share of errors, and none before.
  private static BurnAlert.Verdict after(BurnAlert pair, String share, Duration errors) {
    return pair.verdict(
        THREE_NINES,
        steady(pair.longer(), share, errors.toMillis()),
        steady(pair.shorter(), share, errors.toMillis()));
  }

  /// With one event in every millisecond.
  private static WindowReading steady(Duration window, String share, long errors) {
    var all = window.toMillis();
    var bad = new BigDecimal(share).multiply(BigDecimal.valueOf(Math.min(all, errors)));
    return new WindowReading.Counted(new Counts(bad, BigDecimal.valueOf(all)));
  }

  private static ErrorBudget budget(Counts counts) {
    return ErrorBudget.of(THREE_NINES, MONTH, counts).orElseThrow();
  }
}
