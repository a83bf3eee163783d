package dev.slipway.slo.prometheus;

import dev.slipway.slo.Counts;
import dev.slipway.slo.SliSource.HourCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads counts by the hour from a range query. A point at an instant counts the hour before it.
final class HourSeries {

  static final Duration HOUR = Duration.ofHours(1);

  private final Readings readings;
  private final Instant first;
  private final Instant last;

  /// @param first end of the first hour that is asked for, and `last` of the last
  HourSeries(Readings readings, Instant first, Instant last) {
    this.readings = readings;
    this.first = first;
    this.last = last;
  }

  List<HourCounts> of(JsonNode data) {
    if (!data.path("resultType").asString("").equals("matrix")) {
      throw new OddAnswer("it is no matrix");
    }
    var parts = new EnumMap<Part, SortedMap<Instant, Sample>>(Part.class);
    for (var series : data.path("result")) {
      var part = readings.part(series);
      if (parts.put(part, points(series)) != null) {
        throw new ManySeries(part);
      }
    }
    Map<Instant, Sample> bad = parts.getOrDefault(Part.BAD, new TreeMap<>());
    var hours = new ArrayList<HourCounts>();
    parts
        .getOrDefault(Part.TOTAL, new TreeMap<>())
        .forEach((end, total) ->
            counts(bad.get(end), total)
                .ifPresent(counts -> hours.add(new HourCounts(end.minus(HOUR), counts))));
    return hours;
  }

  /// Without errors where none were seen; nothing where a value is no number, or less than nothing.
  private Optional<Counts> counts(@Nullable Sample bad, Sample total) {
    var some = (bad == null ? new Sample("0") : bad).number();
    return some.flatMap(
        errors -> total.number().flatMap(all -> readings.counts(errors, all, HOUR)));
  }

  private SortedMap<Instant, Sample> points(JsonNode series) {
    var points = new TreeMap<Instant, Sample>();
    for (var point : series.path("values")) {
      if (!point.path(0).isNumber()) {
        throw new OddAnswer("a point has no time");
      }
      double seconds = point.path(0).asDouble();
      // Compared as a number: not every number is an instant.
      if (!(seconds >= first.getEpochSecond() && seconds <= last.getEpochSecond())) {
        throw new OddAnswer("a point lies outside the time that was asked for");
      }
      points.put(Instant.ofEpochSecond((long) seconds), Sample.of(point));
    }
    return points;
  }
}
