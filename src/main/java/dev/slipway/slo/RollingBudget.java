package dev.slipway.slo;

import dev.slipway.slo.ObjectiveSeries.Hour;
import dev.slipway.slo.ObjectiveSeries.Point;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draws the past of a budget from counts of equal steps of time. A pure function; steps of which
/// nothing is known are gaps.
///
/// @param allowed share of events that may be bad, such as 0.001
/// @param window length of the budget's window, a multiple of `step`
record RollingBudget(BigDecimal allowed, Duration window, Duration step) {

  /// @param objective percent of events that must be good
  static RollingBudget of(BigDecimal objective, int windowDays, Duration step) {
    var allowed = BigDecimal.valueOf(100).subtract(objective).movePointLeft(2);
    return new RollingBudget(allowed, Duration.ofDays(windowDays), step);
  }

  /// What was left of the window that ended at each step in `(from, to]`.
  ///
  /// @param known counts of steps from one window before `from` on
  List<Point> rolling(List<Hour> known, Instant from, Instant to) {
    var counts = byStart(known);
    var points = new ArrayList<Point>();
    var sum = Counts.NONE;
    var steps = 0L;
    var wanted = window.dividedBy(step);
    for (var start = from.minus(window).plus(step); start.isBefore(to); start = start.plus(step)) {
      var here = counts.get(start);
      if (here != null) {
        sum = sum.plus(here);
        steps++;
      }
      var gone = counts.get(start.minus(window));
      if (gone != null && !start.minus(window).isBefore(from.minus(window).plus(step))) {
        sum = sum.minus(gone);
        steps--;
      }
      var end = start.plus(step);
      if (end.isAfter(from)) {
        points.add(new Point(end, here == null ? null : left(sum, sum.total()), steps == wanted));
      }
    }
    return points;
  }

  /// What was left since `from`, where the whole budget is that of the events in `[from, to)`.
  List<Point> burnDown(List<Hour> known, Instant from, Instant to) {
    var counts = byStart(known);
    var total = BigDecimal.ZERO;
    for (var start = from; start.isBefore(to); start = start.plus(step)) {
      total = total.add(counts.getOrDefault(start, Counts.NONE).total());
    }
    var points = new ArrayList<Point>();
    var sum = Counts.NONE;
    var whole = true;
    for (var start = from; start.isBefore(to); start = start.plus(step)) {
      var here = counts.get(start);
      sum = sum.plus(here == null ? Counts.NONE : here);
      whole &= here != null;
      points.add(new Point(start.plus(step), here == null ? null : left(sum, total), whole));
    }
    return points;
  }

  private @Nullable BigDecimal left(Counts counts, BigDecimal total) {
    return total.signum() <= 0
        ? null
        : BigDecimal.ONE.subtract(
            counts.bad().divide(allowed.multiply(total), MathContext.DECIMAL64));
  }

  private static Map<Instant, Counts> byStart(List<Hour> known) {
    var counts = new HashMap<Instant, Counts>();
    known.forEach(hour -> counts.put(hour.hour(), hour.counted()));
    return counts;
  }
}
