package dev.slipway.slo.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The points of one series, oldest first, and what can be said of them.
///
/// @param step how far apart its points are
record ChartSeries(List<ChartPoint> points, Duration step) {

  ChartSeries {
    points = points.stream().sorted(Comparator.comparing(ChartPoint::at)).toList();
  }

  Stream<ChartPoint> known() {
    return points.stream().filter(point -> point.value() != null);
  }

  Optional<ChartPoint> first() {
    return known().findFirst();
  }

  Optional<ChartPoint> last() {
    return known().reduce((_, later) -> later);
  }

  Optional<ChartPoint> lowest() {
    return known().min(Comparator.comparing(ChartSeries::value));
  }

  Optional<ChartPoint> highest() {
    return known().max(Comparator.comparing(ChartSeries::value));
  }

  /// At most so many points, each the newest known value of its part. A part of which nothing is
  /// known stays a gap.
  ChartSeries thinned(int most) {
    if (points.size() <= most) {
      return this;
    }
    var every = (points.size() + most - 1) / most;
    var kept = new ArrayList<ChartPoint>();
    for (var end = points.size(); end > 0; end -= every) {
      var part = points.subList(Math.max(0, end - every), end);
      var newest = new ChartSeries(part, step).last();
      kept.add(newest.orElse(part.getLast()));
    }
    return new ChartSeries(kept, step.multipliedBy(every));
  }

  /// How far two points may be apart before what lies between is a gap. Within a thinned part the
  /// newest known value may stand anywhere.
  Duration reach() {
    return step.multipliedBy(2).minusMillis(1);
  }

  /// The newest known value of every day from `times.from` on; null for a day of which nothing is
  /// known.
  Map<LocalDate, @Nullable BigDecimal> days(TimeAxis times, ZoneId zone) {
    Map<LocalDate, @Nullable BigDecimal> days = new LinkedHashMap<>();
    var end = times.to().atZone(zone).toLocalDate();
    for (var day = times.from().atZone(zone).toLocalDate(); !day.isAfter(end); ) {
      days.put(day, null);
      day = day.plusDays(1);
    }
    known()
        .filter(point -> times.holds(point.at()))
        .forEach(point -> days.put(point.at().atZone(zone).toLocalDate(), point.value()));
    return days;
  }

  /// Time within the axis of which nothing is known.
  Duration unknown(TimeAxis times) {
    var gone = Duration.ZERO;
    Instant before = times.from();
    for (var point : known().filter(point -> times.holds(point.at())).toList()) {
      gone = gone.plus(beyond(before, point.at()));
      before = point.at();
    }
    return gone.plus(beyond(before, times.to()));
  }

  private Duration beyond(Instant from, Instant to) {
    var apart = Duration.between(from, to);
    return apart.compareTo(reach()) > 0 ? apart : Duration.ZERO;
  }

  static BigDecimal value(ChartPoint point) {
    return Objects.requireNonNull(point.value());
  }
}
