package dev.slipway.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/// A source that answers as a test says, and remembers what it was asked with.
final class ProgrammedSource implements SliSource {

  static final Duration TOOK = Duration.ofMillis(12);

  final List<SliDatasource> asked = new CopyOnWriteArrayList<>();
  final List<Instant> instants = new CopyOnWriteArrayList<>();
  final List<String> ranges = new CopyOnWriteArrayList<>();

  SliAnswer<SourceHealth> health = got(new SourceHealth("2.42.0", Duration.ofDays(15)));
  BiFunction<Indicator, Set<Duration>, SliAnswer<Map<Duration, WindowReading>>> readings =
      (_, windows) -> same(windows, new WindowReading.NoData());
  BiFunction<Instant, Instant, SliAnswer<List<HourCounts>>> hours = (_, _) -> got(List.of());

  BiFunction<String, String, SliAnswer<List<String>>> values = (_, _) -> got(List.of());

  static <T> SliAnswer<T> got(T value) {
    return new SliAnswer.Got<>(value, List.of(), TOOK);
  }

  static <T> SliAnswer<T> partial(T value) {
    return new SliAnswer.Got<>(value, List.of("a store did not answer"), TOOK);
  }

  /// The same in every window.
  static SliAnswer<Map<Duration, WindowReading>> same(Set<Duration> windows, WindowReading all) {
    Map<Duration, WindowReading> readings = new HashMap<>();
    windows.forEach(window -> readings.put(window, all));
    return got(readings);
  }

  /// So many bad events of so many in every window.
  void counts(long bad, long total) {
    says(new WindowReading.Counted(Counts.of(bad, total)));
  }

  void says(WindowReading everywhere) {
    readings = (_, windows) -> same(windows, everywhere);
  }

  /// Every hour of what is asked, with these counts.
  static List<HourCounts> every(Instant from, Instant to, Counts counts) {
    var hours = new ArrayList<HourCounts>();
    for (var at = from; at.isBefore(to); at = at.plus(Duration.ofHours(1))) {
      hours.add(new HourCounts(at, counts));
    }
    return hours;
  }

  @Override
  public SliAnswer<Map<Duration, WindowReading>> readings(
      SliDatasource source, Indicator indicator, Set<Duration> windows, Instant at) {
    asked.add(source);
    instants.add(at);
    return readings.apply(indicator, windows);
  }

  @Override
  public SliAnswer<List<HourCounts>> hours(
      SliDatasource source, Indicator indicator, Instant from, Instant to) {
    ranges.add(Duration.between(from, to).toHours() + " h");
    return hours.apply(from, to);
  }

  @Override
  public SliAnswer<SourceHealth> health(SliDatasource source) {
    asked.add(source);
    return health;
  }

  @Override
  public SliAnswer<List<String>> values(SliDatasource source, String label, String selector) {
    return values.apply(label, selector);
  }

  @Override
  public SliAnswer<String> format(SliDatasource source, String query) {
    return got(query);
  }
}
