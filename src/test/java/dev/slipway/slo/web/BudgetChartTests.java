package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetChartTests {

  private static final Instant START = Instant.parse("2026-10-21T16:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void theBandsAndLevelsOfThePolicyKeepTheirPlaces() {
    var chart = draw(hours(721, hour -> "0.9"));
    assertThat(chart.levels())
        .extracting(Chart.Level::y)
        .containsExactly("24.0", "82.0", "140.0", "198.0", "256.0");
    assertThat(chart.bands())
        .containsExactly(
            new Chart.Band("140.0", "58.0", "warn"), new Chart.Band("198.0", "58.0", "bad"));
    assertThat(chart.base()).isEqualTo(256);
  }

  @Test
  void aFullBudgetStandsAtTheTopAndNothingLeftAtTheBottom() {
    var chart = draw(new ChartSeries(List.of(at(0, "1"), at(720, "0")), Duration.ofDays(30)));
    assertThat(path(chart)).isEqualTo("M0 0L1000 1000");
    assertThat(chart.lines().getFirst().label())
        .isEqualTo(new Chart.Label("97.00%", "256.0", "247.0", "0 %"));
  }

  @Test
  void anOverdrawnBudgetMakesRoomBelowZeroInSteps() {
    var chart = draw(hours(721, hour -> hour < 720 ? "0.1" : "-0.3"));
    assertThat(chart.levels().getLast().y()).isEqualTo("178.7");
    assertThat(path(chart)).endsWith("L1000 866.7");
    assertThat(chart.notes()).isEmpty();
    assertThat(chart.summary()).contains("to −30 % now");
  }

  @Test
  void anExtremeValueStaysInThePictureAndIsSaidInWords() {
    var chart = draw(hours(721, hour -> hour == 720 ? "-50" : "0.5"));
    assertThat(path(chart)).endsWith("L1000 1000");
    assertThat(numbers(path(chart))).allMatch(number -> number >= 0 && number <= 1000);
    assertThat(chart.notes())
        .containsExactly("The picture ends at −100 %; the lowest value was −5,000 % on 20 Nov.");
    assertThat(chart.summary()).contains("to −5,000 % now");
    assertThat(chart.rows().getLast().values()).containsExactly("−5,000 %");
  }

  @Test
  void aGapIsAGapAndNeverZero() {
    var chart = draw(hours(721, hour -> hour > 300 && hour < 420 ? null : "0.8"));
    assertThat(path(chart).chars().filter(letter -> letter == 'M')).hasSize(2);
    assertThat(path(chart)).doesNotContain("1000 1000");
    assertThat(chart.notes())
        .containsExactly("Nothing is known of 5 d of this time; the line has gaps there.");
    assertThat(chart.rows()).extracting(row -> row.values().getFirst()).contains("not known");
  }

  @Test
  void aMissingHourIsAGapLikeAnUnknownOne() {
    var missing = new ArrayList<ChartPoint>();
    for (var hour = 0; hour <= 100; hour++) {
      if (hour < 40 || hour > 60) {
        missing.add(at(hour, "0.8"));
      }
    }
    var times = new TimeAxis(START, START.plus(Duration.ofHours(100)));
    var chart =
        BudgetChart.of(
            "b", "Budget", new ChartSeries(missing, HOUR), times, List.of(), ZoneOffset.UTC);
    assertThat(path(chart)).contains("L390 200M610 200L");
  }

  @Test
  void aValueAloneIsADotAndWhatNobodyKnowsIsEmpty() {
    assertThat(path(draw(new ChartSeries(List.of(at(360, "0.5")), HOUR)))).isEqualTo("M500 500h0");
    var empty = draw(hours(721, hour -> null));
    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.summary()).isEqualTo("Nothing is known yet.");
    assertThat(empty.notes()).isEmpty();
    assertThat(draw(new ChartSeries(List.of(), HOUR)).isEmpty()).isTrue();
  }

  @Test
  void manyHoursAreThinnedAndTheNewestIsKept() {
    var chart = draw(hours(721, hour -> hour == 720 ? "0.19" : "0.5"));
    assertThat(path(chart).chars().filter(letter -> letter == 'L' || letter == 'M'))
        .hasSizeLessThanOrEqualTo(241);
    assertThat(path(chart)).endsWith("L1000 810");
  }

  @Test
  void theTableSaysTheNewestValueOfEveryDay() {
    var chart = draw(hours(721, hour -> hour < 400 ? "1" : "0.4"));
    assertThat(chart.rows()).hasSize(31);
    assertThat(chart.rows().getFirst()).isEqualTo(new Chart.Row("Wed 21 Oct", List.of("100 %")));
    assertThat(chart.rows().getLast()).isEqualTo(new Chart.Row("Fri 20 Nov", List.of("40 %")));
    assertThat(chart.summary())
        .isEqualTo("From 100 % on 21 Oct to 40 % now. The dearest day: Sat 7 Nov, 60 %.");
  }

  @Test
  void ofMarksThatStandNearOnlyTheFirstKeepsItsName() {
    var times = new TimeAxis(START, START.plus(Duration.ofDays(30)));
    var events =
        List.of(event(10, "455"), event(11, "456"), event(20, "471"), event(31, "of tomorrow"));
    var chart =
        BudgetChart.of("b", "Budget", hours(721, hour -> "0.5"), times, events, ZoneOffset.UTC);
    assertThat(chart.marks())
        .extracting(Chart.Mark::x, Chart.Mark::label)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("32.33%", "455"),
            org.assertj.core.groups.Tuple.tuple("35.57%", null),
            org.assertj.core.groups.Tuple.tuple("64.67%", "471"));
    assertThat(chart.columns()).containsExactly("Day", "Budget left", "Deployments");
    assertThat(chart.rows().get(11).values()).containsExactly("50 %", "Deployment 456");
  }

  @Test
  void whatHappenedAfterTheLastFullHourIsMarkedBesideTheEnd() {
    var end = START.plus(Duration.ofDays(30));
    var events =
        List.of(
            new BudgetChart.Event(end.plus(Duration.ofMinutes(20)), "2.1.0", "Just now", "/x"),
            new BudgetChart.Event(end.plus(Duration.ofHours(2)), "2.2.0", "Not yet", "/y"));
    var chart =
        BudgetChart.of(
            "b",
            "Budget",
            hours(721, hour -> "0.5"),
            new TimeAxis(START, end),
            events,
            ZoneOffset.UTC);
    assertThat(chart.marks()).extracting(Chart.Mark::words).containsExactly("Just now");
    assertThat(chart.rows().getLast().values()).containsExactly("50 %", "Just now");
  }

  private static BudgetChart.Event event(int day, String name) {
    return new BudgetChart.Event(
        START.plus(Duration.ofDays(day)), name, "Deployment " + name, "/deployments/" + name);
  }

  private static Chart draw(ChartSeries series) {
    var times = new TimeAxis(START, START.plus(Duration.ofDays(30)));
    return BudgetChart.of("b", "Budget", series, times, List.of(), ZoneOffset.UTC);
  }

  private static ChartSeries hours(int count, IntFunction<@Nullable String> value) {
    var points = new ArrayList<ChartPoint>();
    for (var hour = 0; hour < count; hour++) {
      points.add(at(hour, value.apply(hour)));
    }
    return new ChartSeries(points, HOUR);
  }

  private static ChartPoint at(int hour, @Nullable String value) {
    return new ChartPoint(
        START.plus(Duration.ofHours(hour)), value == null ? null : new BigDecimal(value));
  }

  private static String path(Chart chart) {
    return chart.lines().getFirst().path();
  }

  private static List<Double> numbers(String path) {
    return List.of(path.split("[ MLh]+")).stream()
        .filter(text -> !text.isEmpty())
        .map(Double::valueOf)
        .toList();
  }
}
