package dev.slipway.slo.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Left to right of a chart. The newest value keeps a little room beside it for its dot.
///
/// @param to later than `from`
record TimeAxis(Instant from, Instant to) {

  /// How much of the width, in per cent, the line may take.
  static final int WIDTH = 97;

  private static final Duration BY_DAY = Duration.ofDays(2);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  TimeAxis {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(from + " is not before " + to);
    }
  }

  /// 0 at the start, 1 at the end; outside of both for moments outside.
  double share(Instant at) {
    return (double) Duration.between(from, at).toMillis() / Duration.between(from, to).toMillis();
  }

  boolean holds(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }

  /// A position across the whole picture, such as `48.5%`.
  String x(Instant at) {
    return String.format(Locale.ROOT, "%.2f%%", share(at) * WIDTH);
  }

  /// The start, the middle and the end, which is now.
  List<Chart.Tick> ticks(ZoneId zone) {
    var middle = from.plus(Duration.between(from, to).dividedBy(2));
    return List.of(
        new Chart.Tick(x(from), name(from, zone), "start"),
        new Chart.Tick(x(middle), name(middle, zone), "middle"),
        new Chart.Tick(x(to), "now", "end"));
  }

  /// A day, or a time of day where the whole axis is short.
  String name(Instant at, ZoneId zone) {
    var format = Duration.between(from, to).compareTo(BY_DAY) < 0 ? CLOCK : DAY;
    return format.format(at.atZone(zone));
  }
}
