package dev.slipway.sandbox.metrics.promql;

import java.util.function.DoubleBinaryOperator;

/// The samples of one series within a closed range `[from, to]`, in milliseconds; marks of its end
/// are none.
final class Slice {

  private final Series series;
  private final int first;
  private final int end;
  private final long from;
  private final long to;

  private Slice(Series series, int first, int end, long from, long to) {
    this.series = series;
    this.first = first;
    this.end = end;
    this.from = from;
    this.to = to;
  }

  static Slice of(Series series, long from, long to, Budget budget) {
    var end = series.until(to);
    var first = Math.min(end, series.until(from - 1));
    budget.spend(end - first);
    while (first < end && Series.isStale(series.valueAt(first))) {
      first++;
    }
    while (end > first && Series.isStale(series.valueAt(end - 1))) {
      end--;
    }
    return new Slice(series, first, end, from, to);
  }

  Labels labels() {
    return series.labels();
  }

  boolean isEmpty() {
    return first == end;
  }

  Points points(Budget budget) {
    budget.keep(end - first);
    var points = new Points(labels());
    for (var i = first; i < end; i++) {
      if (!Series.isStale(series.valueAt(i))) {
        points.add(series.timeAt(i), series.valueAt(i));
      }
    }
    return points;
  }

  double last() {
    return series.valueAt(end - 1);
  }

  int count() {
    return (int) fold(0, (count, _) -> count + 1);
  }

  double fold(double start, DoubleBinaryOperator step) {
    var found = start;
    for (var i = first; i < end; i++) {
      var value = series.valueAt(i);
      if (!Series.isStale(value)) {
        found = step.applyAsDouble(found, value);
      }
    }
    return found;
  }

  /// Kept exact beyond the digits of a double, after Neumaier.
  double sum() {
    var sum = 0.0;
    var lost = 0.0;
    for (var i = first; i < end; i++) {
      var value = series.valueAt(i);
      if (Series.isStale(value)) {
        continue;
      }
      var next = sum + value;
      if (!Double.isInfinite(next)) {
        lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
      }
      sum = next;
    }
    return sum + lost;
  }

  double mean() {
    return sum() / count();
  }

  /// How much a counter rose in the range: what it rose between its samples, with what it started
  /// anew, and as much more at both ends as the distance of the samples lets one expect
  /// (`prometheus/prometheus:promql/functions.go`, extrapolatedRate of 2.x). Needs two samples.
  double increase() {
    var start = series.valueAt(first);
    var former = start;
    var count = 0;
    var lostByStartingAnew = 0.0;
    for (var i = first; i < end; i++) {
      var value = series.valueAt(i);
      if (Series.isStale(value)) {
        continue;
      }
      if (value < former) {
        lostByStartingAnew += former;
      }
      former = value;
      count++;
    }
    var rise = former - start + lostByStartingAnew;
    var covered = seconds(series.timeAt(end - 1) - series.timeAt(first));
    var apart = covered / (count - 1);
    var before = seconds(series.timeAt(first) - from);
    if (rise > 0 && start >= 0) {
      // It cannot have been below zero.
      before = Math.min(before, covered * (start / rise));
    }
    var after = seconds(to - series.timeAt(end - 1));
    var near = apart * 1.1;
    var whole = covered + (before < near ? before : apart / 2) + (after < near ? after : apart / 2);
    return rise * (whole / covered);
  }

  double rate() {
    return increase() / seconds(to - from);
  }

  boolean hasTwo() {
    return end - first > 1;
  }

  private static double seconds(long millis) {
    return millis / 1000.0;
  }
}
