package dev.slipway.slo.web;

import java.math.BigDecimal;

/// A budget's last days in the space of a word; a number always stands beside it.
///
/// @param path in units of {@link #WIDTH} by {@link #HEIGHT}; empty where nothing is known
/// @param zero where nothing is left
record Sparkline(String path, String zero) {

  static final int WIDTH = 96;
  static final int HEIGHT = 20;

  private static final int MOST_POINTS = 40;

  /// How far below nothing it goes, as a share of the budget.
  private static final double DEEPEST = -0.25;

  /// @param series shares of the budget that are left
  static Sparkline of(ChartSeries series, TimeAxis times) {
    var low = series.lowest().map(ChartSeries::value).filter(value -> value.signum() < 0);
    var values = new ValueAxis(low.isPresent() ? DEEPEST : 0, 1, HEIGHT - 2.0);
    var drawn = series.thinned(MOST_POINTS);
    var path = new ChartLine(times, values, WIDTH - 2.0, drawn.reach()).path(drawn.points());
    return new Sparkline(path, Double.toString(values.y(BigDecimal.ZERO)));
  }

  public boolean isEmpty() {
    return path.isEmpty();
  }
}
