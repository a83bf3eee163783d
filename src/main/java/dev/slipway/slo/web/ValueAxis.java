package dev.slipway.slo.web;

import java.math.BigDecimal;

/// Bottom to top of a chart. What lies outside is drawn at the edge, and said in words.
///
/// @param low value at the bottom
/// @param high value at the top, above `low`
/// @param height of the plot, in units of the picture
record ValueAxis(double low, double high, double height) {

  /// From which share of the width on a label may lie over the line.
  private static final double LABELLED = 0.85;

  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  ValueAxis {
    if (!(high > low)) {
      throw new IllegalArgumentException(high + " is not above " + low);
    }
  }

  /// From zero to the next round number; at least to `least`.
  static ValueAxis fromZero(double highest, double least, double height) {
    var wanted = Math.max(highest, least);
    var scale = Math.pow(10, Math.floor(Math.log10(wanted)));
    for (var step : STEPS) {
      if (step * scale >= wanted) {
        return new ValueAxis(0, step * scale, height);
      }
    }
    return new ValueAxis(0, 10 * scale, height);
  }

  /// Distance from the top, never outside of the plot.
  double y(double value) {
    var inside = Math.clamp(value, low, high);
    return (high - inside) / (high - low) * height;
  }

  double y(BigDecimal value) {
    return y(value.doubleValue());
  }

  /// The highest place that a series reaches beside its end, where its label stands.
  double top(ChartSeries series, TimeAxis times) {
    return series
        .known()
        .filter(point -> times.holds(point.at()) && times.share(point.at()) >= LABELLED)
        .mapToDouble(point -> y(ChartSeries.value(point)))
        .min()
        .orElse(height);
  }

  boolean holds(BigDecimal value) {
    var number = value.doubleValue();
    return number >= low && number <= high;
  }
}
