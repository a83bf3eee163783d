package dev.slipway.slo.web;

import dev.slipway.shell.Times;
import dev.slipway.slo.spi.ExcludedTime.Stretch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is left of an error budget, over time, above the bands of the policy.
final class BudgetChart {

  private static final int HEIGHT = 300;
  private static final int BASE = 256;
  private static final int MOST_POINTS = 240;

  /// How far below nothing the picture goes; what is worse is said in words.
  private static final double DEEPEST = -100;

  /// How near, in shares of the width, two marks may stand and both keep their names.
  private static final double NEAR = 0.09;

  private static final Duration BESIDE = Duration.ofHours(1);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ChartSeries series;
  private final TimeAxis times;
  private final ZoneId zone;
  private final ValueAxis values;
  private final List<Event> events;
  private final List<Stretch> excluded;

  /// Something that happened and may have cost budget.
  ///
  /// @param name short, beside its line
  /// @param words for the table
  record Event(Instant at, String name, String words, String href) {}

  /// @param series shares of the budget that are left: 1 is all of it, below 0 is overspent
  private BudgetChart(
      ChartSeries series, TimeAxis times, ZoneId zone, List<Event> events, List<Stretch> excluded) {
    this.series = new ChartSeries(percent(series).points(), series.step());
    this.times = times;
    this.zone = zone;
    this.excluded = excluded;
    this.events = events.stream().filter(event -> isShown(event.at())).toList();
    var lowest = this.series.lowest().map(point -> ChartSeries.value(point).doubleValue());
    var low = lowest.filter(value -> value < 0).orElse(0.0);
    this.values =
        new ValueAxis(Math.max(DEEPEST, Math.floor(low / 25) * 25), 100, BASE - Chart.TOP);
  }

  static Chart of(
      String id,
      String title,
      ChartSeries series,
      TimeAxis times,
      List<Event> events,
      ZoneId zone) {
    return of(id, title, series, times, events, List.of(), zone);
  }

  /// @param excluded what does not count, within the axis
  static Chart of(
      String id,
      String title,
      ChartSeries series,
      TimeAxis times,
      List<Event> events,
      List<Stretch> excluded,
      ZoneId zone) {
    return new BudgetChart(series, times, zone, events, excluded).draw(id, title);
  }

  private static ChartSeries percent(ChartSeries series) {
    return new ChartSeries(
        series.points().stream()
            .map(point -> {
              var value = point.value();
              return new ChartPoint(point.at(), value == null ? null : value.multiply(HUNDRED));
            })
            .toList(),
        series.step());
  }

  /// The line ends with the last full hour; what has happened since is marked beside its end.
  private boolean isShown(Instant at) {
    return !at.isBefore(times.from()) && at.isBefore(times.to().plus(BESIDE));
  }

  private Chart draw(String id, String title) {
    var drawn = series.thinned(MOST_POINTS);
    var scaled = new ValueAxis(values.low(), values.high(), Chart.SQUARE);
    var path = new ChartLine(times, scaled, Chart.SQUARE, drawn.reach()).path(drawn.points());
    return new Chart(
        id,
        title,
        summary(),
        HEIGHT,
        BASE,
        List.of(band(50, 25, "warn"), band(25, values.low(), "bad")),
        levels(),
        List.of(new Chart.Line(path, "main", label())),
        marks(),
        spans(),
        times.ticks(zone),
        isPlain()
            ? List.of("Day", "Budget left")
            : List.of("Day", "Budget left", excluded.isEmpty() ? "Deployments" : "What happened"),
        rows(),
        notes());
  }

  private Chart.Band band(double from, double to, String tone) {
    return new Chart.Band(
        pixels(Chart.TOP + values.y(from)), pixels(values.y(to) - values.y(from)), tone);
  }

  private List<Chart.Level> levels() {
    return List.of(
        level(100, "", false),
        level(75, "75 %, review below", false),
        level(50, "50 %, features frozen below", false),
        level(25, "25 %, features stop below", false),
        level(0, "0 %, every change needs a person", true));
  }

  private Chart.Level level(double value, String label, boolean strong) {
    var y = Chart.TOP + values.y(value);
    return new Chart.Level(pixels(y), pixels(y + 14), label, strong);
  }

  private Chart.@Nullable Label label() {
    return series
        .last()
        .filter(point -> times.holds(point.at()))
        .map(point -> {
          var y = Chart.TOP + values.y(ChartSeries.value(point));
          var clear = Chart.TOP + values.top(series, times);
          var above = clear - Chart.TOP > 18 ? clear - 9 : y + 18;
          return new Chart.Label(
              times.x(point.at()), pixels(y), pixels(above), words(ChartSeries.value(point)));
        })
        .orElse(null);
  }

  private List<Chart.Mark> marks() {
    var marks = new ArrayList<Chart.Mark>();
    var named = Double.NEGATIVE_INFINITY;
    for (var event : events) {
      var share = times.share(event.at());
      var free = share - named >= NEAR;
      named = free ? share : named;
      marks.add(
          new Chart.Mark(
              times.x(event.at()), free ? event.name() : null, event.href(), event.words()));
    }
    return marks;
  }

  private String summary() {
    var first = series.first();
    var last = series.last();
    if (first.isEmpty() || last.isEmpty()) {
      return "Nothing is known yet.";
    }
    var text = new StringBuilder();
    text.append(
        "From %s on %s to %s %s."
            .formatted(
                words(ChartSeries.value(first.get())),
                times.name(first.get().at(), zone),
                words(ChartSeries.value(last.get())),
                isRecent(last.get()) ? "now" : "on " + times.name(last.get().at(), zone)));
    series
        .lowest()
        .filter(lowest -> ChartSeries.value(lowest).compareTo(ChartSeries.value(last.get())) < 0)
        .ifPresent(lowest ->
            text.append(
                " Lowest: %s on %s."
                    .formatted(words(ChartSeries.value(lowest)), times.name(lowest.at(), zone))));
    return text.append(largestLoss()).toString();
  }

  private boolean isRecent(ChartPoint point) {
    return point.at().plus(series.reach()).isAfter(times.to());
  }

  /// Such as ` The dearest day: Tue 3 Nov, 28 %.`, or nothing where no day cost a hundredth.
  private String largestLoss() {
    BigDecimal before = null;
    var most = BigDecimal.ONE;
    LocalDate when = null;
    for (var day : series.days(times, zone).entrySet()) {
      var left = day.getValue();
      if (before != null && left != null && before.subtract(left).compareTo(most) >= 0) {
        most = before.subtract(left);
        when = day.getKey();
      }
      before = left == null ? before : left;
    }
    return when == null ? "" : " The dearest day: %s, %s.".formatted(DAY.format(when), words(most));
  }

  private List<Chart.Row> rows() {
    var happened = new TreeMap<LocalDate, List<String>>();
    events.forEach(event ->
        happened
            .computeIfAbsent(event.at().atZone(zone).toLocalDate(), _ -> new ArrayList<>())
            .add(event.words()));
    excluded.forEach(one -> {
      var last = one.to().minusNanos(1).atZone(zone).toLocalDate();
      one.from()
          .atZone(zone)
          .toLocalDate()
          .datesUntil(last.plusDays(1))
          .forEach(day -> happened.computeIfAbsent(day, _ -> new ArrayList<>()).add(words(one)));
    });
    return series.days(times, zone).entrySet().stream()
        .map(day -> row(day, happened.getOrDefault(day.getKey(), List.of())))
        .toList();
  }

  private boolean isPlain() {
    return events.isEmpty() && excluded.isEmpty();
  }

  private List<Chart.Span> spans() {
    return excluded.stream()
        .map(one ->
            new Chart.Span(
                times.x(one.from()),
                String.format(
                    Locale.ROOT,
                    "%.2f%%",
                    (times.share(one.to()) - times.share(one.from())) * TimeAxis.WIDTH),
                words(one)))
        .toList();
  }

  private String words(Stretch one) {
    return "Not counted from %s to %s: %s"
        .formatted(
            CLOCK.format(one.from().atZone(zone)),
            CLOCK.format(one.to().atZone(zone)),
            one.words());
  }

  private Chart.Row row(Map.Entry<LocalDate, @Nullable BigDecimal> day, List<String> happened) {
    var left = day.getValue();
    var words = left == null ? "not known" : words(left);
    return new Chart.Row(
        DAY.format(day.getKey()),
        isPlain() ? List.of(words) : List.of(words, String.join(", ", happened)));
  }

  private List<String> notes() {
    var notes = new ArrayList<String>();
    series
        .lowest()
        .filter(lowest -> !values.holds(ChartSeries.value(lowest)))
        .ifPresent(lowest ->
            notes.add(
                "The picture ends at −100 %%; the lowest value was %s on %s."
                    .formatted(words(ChartSeries.value(lowest)), times.name(lowest.at(), zone))));
    var unknown = series.unknown(times);
    if (!unknown.isZero() && series.first().isPresent()) {
      notes.add(
          "Nothing is known of %s of this time; the line has gaps there."
              .formatted(Times.duration(unknown)));
    }
    return notes;
  }

  private static String words(BigDecimal percent) {
    return Amounts.percent(percent.movePointLeft(2));
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
