package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RateChartTests {

  private static final Instant START = Instant.parse("2026-11-19T16:00:00Z");
  private static final RateChart.Scale BURN =
      new RateChart.Scale(Amounts::burn, 2, 20, BigDecimal.ONE, "1, spends just the budget");

  @Test
  void theAxisEndsAtARoundNumberAboveTheHighestValue() {
    assertThat(ValueAxis.fromZero(0.4, 2, 100).high()).isEqualTo(2);
    assertThat(ValueAxis.fromZero(2.1, 2, 100).high()).isEqualTo(2.5);
    assertThat(ValueAxis.fromZero(14.4, 2, 100).high()).isEqualTo(20);
    assertThat(ValueAxis.fromZero(9_999, 2, 100).high()).isEqualTo(10_000);
    assertThat(ValueAxis.fromZero(0, 0.5, 100).high()).isEqualTo(0.5);
  }

  @Test
  void whatBurnsFasterThanThePictureShowsIsDrawnAtItsEdgeAndSaid() {
    var chart = draw(new RateChart.Named("", series("0.4", "1000", "2.4")));
    assertThat(chart.lines().getFirst().path()).isEqualTo("M0 980L500 0L1000 880");
    assertThat(chart.notes())
        .containsExactly("The picture ends at 20; the highest value was 1,000 on 04:00.");
    assertThat(chart.levels()).extracting(Chart.Level::label).contains("1, spends just the budget");
    assertThat(chart.summary()).isEqualTo("Newest: 2.4, at most 1,000 on 04:00.");
  }

  @Test
  void twoSeriesShareOneAxisAndOneTable() {
    var chart =
        draw(
            new RateChart.Named("requests", series("10", "20", "10")),
            new RateChart.Named("failed", series("0", "5", "1")));
    assertThat(chart.lines()).extracting(Chart.Line::kind).containsExactly("main", "other");
    assertThat(chart.lines().get(1).path()).isEqualTo("M0 1000L500 750L1000 950");
    assertThat(chart.columns()).containsExactly("Day", "Newest requests", "Newest failed");
    assertThat(chart.rows())
        .containsExactly(
            new Chart.Row("Thu 19 Nov", List.of("10", "0")),
            new Chart.Row("Fri 20 Nov", List.of("10", "1")));
    var one = new RateChart.Named("", series("1"));
    assertThatThrownBy(() -> draw(one, one, one)).hasMessageContaining("3 series");
  }

  @Test
  void twoLabelsDoNotCoverEachOther() {
    var near =
        draw(
            new RateChart.Named("events", series("0.2", "0.4", "0.3")),
            new RateChart.Named("failed", series("0.1", "0.3", "0.2")));
    var heights =
        near.lines().stream()
            .map(line -> Objects.requireNonNull(line.label()))
            .map(label -> Double.parseDouble(label.textY()))
            .toList();
    assertThat(Math.abs(heights.get(0) - heights.get(1))).isGreaterThanOrEqualTo(15);
    assertThat(heights).allMatch(height -> height > 0 && height < near.height());
  }

  @Test
  void aChartOfNothingIsEmpty() {
    var chart = draw(new RateChart.Named("", new ChartSeries(List.of(), Duration.ofHours(12))));
    assertThat(chart.isEmpty()).isTrue();
    assertThat(chart.summary()).isEqualTo("Nothing is known yet.");
  }

  @Test
  void aShortTimeIsNamedByItsHours() {
    assertThat(draw(new RateChart.Named("", series("1", "1", "1"))).ticks())
        .containsExactly(
            new Chart.Tick("0.00%", "16:00", "start"),
            new Chart.Tick("48.50%", "04:00", "middle"),
            new Chart.Tick("97.00%", "now", "end"));
  }

  @Test
  void aSparklineShowsHowFarBelowNothingAndStaysInItsPlace() {
    var times = times();
    var spent = Sparkline.of(series("1", "0.5", "-40"), times);
    assertThat(spent.path()).isEqualTo("M0 0L47 7.2L94 18");
    assertThat(spent.zero()).isEqualTo("14.4");
    assertThat(Sparkline.of(series("1", "1", "1"), times).zero()).isEqualTo("18.0");
    assertThat(Sparkline.of(new ChartSeries(List.of(), Duration.ofHours(1)), times).isEmpty())
        .isTrue();
  }

  @Test
  void barsShareAZeroAndWhatIsOverdrawnGrowsToItsLeft() {
    assertThat(BudgetBar.of(new BigDecimal("0.5")))
        .isEqualTo(new BudgetBar("16.00%", "42.00%", "50 % of the budget is left"));
    assertThat(BudgetBar.of(new BigDecimal("-0.124")))
        .isEqualTo(new BudgetBar("5.58%", "10.42%", "−12.4 % of the budget is left"));
    assertThat(BudgetBar.of(new BigDecimal("-50")).x()).isEqualTo("0.00%");
    assertThat(BudgetBar.of(null).isKnown()).isFalse();
  }

  private static Chart draw(RateChart.Named... series) {
    return RateChart.of("r", "Burn", List.of(series), BURN, times(), ZoneOffset.UTC);
  }

  private static TimeAxis times() {
    return new TimeAxis(START, START.plus(Duration.ofDays(1)));
  }

  private static ChartSeries series(String... values) {
    var points = new ArrayList<ChartPoint>();
    for (var value : values) {
      points.add(
          new ChartPoint(START.plus(Duration.ofHours(12L * points.size())), new BigDecimal(value)));
    }
    return new ChartSeries(points, Duration.ofHours(12));
  }
}
