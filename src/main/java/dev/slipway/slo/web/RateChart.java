package dev.slipway.slo.web;

import dev.slipway.shell.Times;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One or two series from zero upwards: how fast a budget burns, how much traffic there is.
final class RateChart {

  private static final int HEIGHT = 176;
  private static final int BASE = 148;
  private static final int MOST_POINTS = 240;

  /// Height of a line of letters.
  private static final double LETTERS = 15;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  private final Scale scale;
  private final TimeAxis times;
  private final ZoneId zone;

  /// How the values of a chart are read.
  ///
  /// @param words a value in words
  /// @param least what the axis shows at least
  /// @param most what the axis shows at most; higher values are drawn at its edge
  /// @param limit a value with a meaning, drawn across, or null
  /// @param limitWords what the limit means
  record Scale(
      Function<BigDecimal, String> words,
      double least,
      double most,
      @Nullable BigDecimal limit,
      String limitWords) {}

  /// A series by its name.
  record Named(String name, ChartSeries series) {}

  private RateChart(Scale scale, TimeAxis times, ZoneId zone) {
    this.scale = scale;
    this.times = times;
    this.zone = zone;
  }

  /// @param series at most two, or nobody can tell them apart without colours
  static Chart of(
      String id, String title, List<Named> series, Scale scale, TimeAxis times, ZoneId zone) {
    if (series.isEmpty() || series.size() > 2) {
      throw new IllegalArgumentException(series.size() + " series (expected: 1 or 2)");
    }
    return new RateChart(scale, times, zone).draw(id, title, series);
  }

  private Chart draw(String id, String title, List<Named> series) {
    var highest =
        series.stream()
            .flatMap(one -> one.series().highest().stream())
            .mapToDouble(point -> ChartSeries.value(point).doubleValue())
            .max()
            .orElse(0);
    var values =
        ValueAxis.fromZero(Math.min(highest, scale.most()), scale.least(), BASE - Chart.TOP);
    var lines = new ArrayList<Chart.Line>();
    var free = Double.NaN;
    for (var one : series) {
      var text = place(one, values, free);
      lines.add(line(one, values, lines.isEmpty() ? "main" : "other", text));
      free = text;
    }
    return new Chart(
        id,
        title,
        summary(series),
        HEIGHT,
        BASE,
        List.of(),
        levels(values),
        lines,
        List.of(),
        List.of(),
        times.ticks(zone),
        columns(series),
        rows(series),
        notes(series, values));
  }

  /// Where the label of a series stands: above what it reaches there, and clear of the one before.
  private double place(Named named, ValueAxis values, double other) {
    var own = Chart.TOP + values.top(named.series(), times) - 9;
    if (Double.isNaN(other) || Math.abs(own - other) >= LETTERS) {
      return own;
    }
    var above = Math.min(own, other - LETTERS);
    return above > Chart.TOP ? above : other + LETTERS;
  }

  private Chart.Line line(Named named, ValueAxis values, String kind, double text) {
    var drawn = named.series().thinned(MOST_POINTS);
    var stretched = new ValueAxis(values.low(), values.high(), Chart.SQUARE);
    var path = new ChartLine(times, stretched, Chart.SQUARE, drawn.reach()).path(drawn.points());
    return new Chart.Line(path, kind, label(named, values, text));
  }

  private Chart.@Nullable Label label(Named named, ValueAxis values, double text) {
    return named
        .series()
        .last()
        .filter(point -> times.holds(point.at()))
        .map(point -> {
          var y = Chart.TOP + values.y(ChartSeries.value(point));
          return new Chart.Label(
              times.x(point.at()),
              pixels(y),
              pixels(text),
              scale.words().apply(ChartSeries.value(point)) + label(named.name()));
        })
        .orElse(null);
  }

  private static String label(String name) {
    return name.isEmpty() ? "" : " " + name;
  }

  private List<Chart.Level> levels(ValueAxis values) {
    var levels = new ArrayList<Chart.Level>();
    levels.add(
        level(values, values.high(), scale.words().apply(BigDecimal.valueOf(values.high()))));
    var limit = scale.limit();
    if (limit != null && values.holds(limit)) {
      levels.add(level(values, limit.doubleValue(), scale.limitWords()));
    }
    var base = Chart.TOP + values.y(0);
    levels.add(new Chart.Level(pixels(base), pixels(base), "", true));
    return levels;
  }

  private static Chart.Level level(ValueAxis values, double value, String label) {
    var y = Chart.TOP + values.y(value);
    return new Chart.Level(pixels(y), pixels(y - 4), label, false);
  }

  private String summary(List<Named> series) {
    var texts = new ArrayList<String>();
    for (var named : series) {
      var last = named.series().last();
      var highest = named.series().highest();
      if (last.isPresent() && highest.isPresent()) {
        texts.add(
            "%s%s, at most %s on %s."
                .formatted(
                    scale.words().apply(ChartSeries.value(last.get())),
                    label(named.name()),
                    scale.words().apply(ChartSeries.value(highest.get())),
                    times.name(highest.get().at(), zone)));
      }
    }
    return texts.isEmpty() ? "Nothing is known yet." : "Newest: " + String.join(" ", texts);
  }

  private List<String> columns(List<Named> series) {
    var columns = new ArrayList<String>();
    columns.add("Day");
    series.forEach(one -> columns.add("Newest" + label(one.name())));
    return columns;
  }

  private List<Chart.Row> rows(List<Named> series) {
    var days = series.stream().map(one -> one.series().days(times, zone)).toList();
    Set<LocalDate> all = new LinkedHashSet<>(days.getFirst().keySet());
    return all.stream()
        .map(day ->
            new Chart.Row(
                DAY.format(day), days.stream().map(values -> words(values.get(day))).toList()))
        .toList();
  }

  private String words(@Nullable BigDecimal value) {
    return value == null ? "not known" : scale.words().apply(value);
  }

  private List<String> notes(List<Named> series, ValueAxis values) {
    var notes = new ArrayList<String>();
    for (var named : series) {
      named
          .series()
          .highest()
          .filter(highest -> !values.holds(ChartSeries.value(highest)))
          .ifPresent(highest ->
              notes.add(
                  "The picture ends at %s; the highest value was %s on %s."
                      .formatted(
                          scale.words().apply(BigDecimal.valueOf(values.high())),
                          scale.words().apply(ChartSeries.value(highest)),
                          times.name(highest.at(), zone))));
    }
    var unknown = series.getFirst().series().unknown(times);
    if (!unknown.isZero() && series.getFirst().series().first().isPresent()) {
      notes.add(
          "Nothing is known of %s of this time; the line has gaps there."
              .formatted(Times.duration(unknown)));
    }
    return notes;
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
