package dev.slipway.slo.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a series into the path of a line. A moment of which nothing is known, and one that is
/// missing, ends the line; it starts anew after it. A value alone between two gaps is a dot.
final class ChartLine {

  private final TimeAxis times;
  private final ValueAxis values;
  private final double width;
  private final Duration step;

  /// @param width of the plot, in units of the picture
  /// @param step how far apart two points may be at most to be joined
  ChartLine(TimeAxis times, ValueAxis values, double width, Duration step) {
    this.times = times;
    this.values = values;
    this.width = width;
    this.step = step;
  }

  /// The `d` of a path; empty where nothing is known. Points come oldest first.
  String path(List<ChartPoint> points) {
    var path = new StringBuilder();
    Instant last = null;
    var alone = false;
    for (var point : points) {
      var value = point.value();
      if (value == null || !times.holds(point.at())) {
        continue;
      }
      var joins = joins(last, point.at());
      if (!joins && alone) {
        path.append("h0");
      }
      path.append(joins ? 'L' : 'M')
          .append(number(times.share(point.at()) * width))
          .append(' ')
          .append(number(values.y(value)));
      alone = !joins;
      last = point.at();
    }
    return alone ? path.append("h0").toString() : path.toString();
  }

  private boolean joins(@Nullable Instant last, Instant next) {
    return last != null && Duration.between(last, next).compareTo(step) <= 0;
  }

  /// With one decimal, if it has one. A list writes some thousand of them.
  private static String number(double value) {
    var tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }
}
