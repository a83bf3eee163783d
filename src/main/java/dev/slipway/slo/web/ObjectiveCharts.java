package dev.slipway.slo.web;

import dev.slipway.slo.Counts;
import dev.slipway.slo.ObjectiveSeries;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The charts of one objective, from the hours that the portal keeps.
final class ObjectiveCharts {

  private static final Duration HOUR = Duration.ofHours(1);

  /// Above it the pair of windows that pages fires by itself in a window of 30 days.
  private static final double FASTEST = 20;

  private ObjectiveCharts() {}

  static Chart budget(ObjectivePage page, ZoneId zone) {
    var series = page.series();
    var kept =
        (page.burnDown() ? series.burnDown() : series.rolling())
            .stream().map(point -> new ChartPoint(point.at(), point.remaining()));
    var now = page.burnDown() ? null : counted(page);
    var name = page.title() + " of " + page.line().service();
    return BudgetChart.of(
        "budget",
        page.burnDown()
            ? "Budget left since the window began, " + name
            : "Budget left in the " + page.window() + " before, " + name,
        new ChartSeries(Stream.concat(kept, Stream.ofNullable(now)).toList(), HOUR),
        now == null ? times(series) : new TimeAxis(series.from(), now.at()),
        page.events(),
        series.excluded(),
        zone);
  }

  /// What was counted since the last full hour: a line that ends there would call an hour ago now,
  /// and say something else than the page does. Null where nothing was.
  private static @Nullable ChartPoint counted(ObjectivePage page) {
    var budget = page.budget();
    var at = budget.asOf();
    return at == null || budget.remaining() == null || !at.isAfter(page.series().to())
        ? null
        : new ChartPoint(at, budget.remaining());
  }

  static List<Chart> more(ObjectivePage page, ZoneId zone) {
    var series = page.series();
    var allowed = BigDecimal.valueOf(100).subtract(page.details().definition().objective());
    var burn =
        hours(
            series,
            counts ->
                counts.hasTraffic()
                    ? counts
                        .bad()
                        .movePointRight(2)
                        .divide(counts.total().multiply(allowed), MathContext.DECIMAL64)
                    : null);
    return List.of(
        RateChart.of(
            "burn",
            "Burn by the hour",
            List.of(new RateChart.Named("", burn)),
            new RateChart.Scale(
                Amounts::burn, 2, FASTEST, BigDecimal.ONE, "1, spends just the budget"),
            times(series),
            zone),
        RateChart.of(
            "traffic",
            "Events by the hour",
            List.of(
                new RateChart.Named("events", hours(series, Counts::total)),
                new RateChart.Named("failed", hours(series, Counts::bad))),
            new RateChart.Scale(Amounts::events, 1, Double.MAX_VALUE, null, ""),
            times(series),
            zone));
  }

  /// A value stands at the end of its hour.
  private static ChartSeries hours(
      ObjectiveSeries series, Function<Counts, @Nullable BigDecimal> value) {
    return new ChartSeries(
        series.hours().stream()
            .map(hour -> new ChartPoint(hour.hour().plus(HOUR), value.apply(hour.counts())))
            .toList(),
        HOUR);
  }

  private static TimeAxis times(ObjectiveSeries series) {
    return new TimeAxis(series.from(), series.to());
  }
}
