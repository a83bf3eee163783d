package dev.slipway.slo;

import dev.slipway.runtime.SealBroken;
import dev.slipway.slo.SliAnswer.Got;
import dev.slipway.slo.spi.ExcludedTime;
import dev.slipway.slo.spi.ExcludedTime.Stretch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Counts the windows of an objective without the time that people agreed not to count: its bad
/// events and all its events alike are taken out of every window. The same one question asks for
/// the edges of that time as windows of their own, so that no kept hour has to stand for a part of
/// it, and no hour of a former definition is taken from what another one counts.
@Component
class CountedWindows {

  private final SliSource source;
  private final DatasourceKeys keys;
  private final ObjectProvider<ExcludedTime> excluded;

  CountedWindows(SliSource source, DatasourceKeys keys, ObjectProvider<ExcludedTime> excluded) {
    this.source = source;
    this.keys = keys;
    this.excluded = excluded;
  }

  /// @param at the instant that every window ends at
  SliAnswer<Map<Duration, WindowReading>> of(ObjectiveRow row, DatasourceView from, Instant at) {
    var indicator = row.definition().indicator();
    var own = Duration.ofDays(row.definition().windowDays());
    var windows = Evaluation.windows(own);
    var left =
        indicator.kind() == SliKind.EVENTS ? stretches(row, at.minus(own), at) : List.<Stretch>of();
    try {
      if (left.isEmpty()) {
        return source.readings(keys.open(from), indicator, windows, at);
      }
      var asked = new TreeSet<>(windows);
      left.forEach(stretch -> asked.addAll(edges(stretch, at)));
      var answer = source.readings(keys.open(from), indicator, asked, at);
      return answer instanceof Got<Map<Duration, WindowReading>> got
          ? new Got<>(without(got.value(), windows, left, at), got.warnings(), got.took())
          : answer;
    } catch (SealBroken _) {
      return new SliAnswer.NoEntry<>(DatasourceKeys.DOES_NOT_OPEN);
    }
  }

  /// Merged, and cut to the window, oldest first.
  private List<Stretch> stretches(ObjectiveRow row, Instant from, Instant to) {
    return merged(
        excluded
            .orderedStream()
            .flatMap(tells ->
                tells.of(Set.of(row.id()), from).getOrDefault(row.id(), List.of()).stream())
            .toList(),
        from,
        to);
  }

  /// What is excluded twice is excluded once.
  static List<Stretch> merged(List<Stretch> all, Instant from, Instant to) {
    var merged = new ArrayList<Stretch>();
    for (var one : all.stream().sorted(Comparator.comparing(Stretch::from)).toList()) {
      var start = one.from().isBefore(from) ? from : one.from();
      var end = one.to().isAfter(to) ? to : one.to();
      if (!start.isBefore(end)) {
        continue;
      }
      var last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || start.isAfter(last.to())) {
        merged.add(new Stretch(start, end, one.words()));
      } else if (end.isAfter(last.to())) {
        merged.set(merged.size() - 1, new Stretch(last.from(), end, last.words()));
      }
    }
    return merged;
  }

  /// The windows that begin where a stretch begins and ends.
  private static Set<Duration> edges(Stretch stretch, Instant at) {
    var edges = new TreeSet<Duration>();
    edges.add(Duration.between(stretch.from(), at));
    edges.add(Duration.between(stretch.to(), at));
    edges.remove(Duration.ZERO);
    return edges;
  }

  /// The windows without the stretches. A pure function.
  ///
  /// @param readings of the windows and of every edge
  /// @param stretches merged, none after `at`
  static Map<Duration, WindowReading> without(
      Map<Duration, WindowReading> readings,
      Set<Duration> windows,
      List<Stretch> stretches,
      Instant at) {
    var left = new LinkedHashMap<Duration, WindowReading>();
    for (var window : windows) {
      var reading = readings.get(window);
      if (reading != null) {
        left.put(window, without(reading, window, readings, stretches, at));
      }
    }
    return left;
  }

  private static WindowReading without(
      WindowReading reading,
      Duration window,
      Map<Duration, WindowReading> readings,
      List<Stretch> stretches,
      Instant at) {
    if (!(reading instanceof WindowReading.Counted)
        && !(reading instanceof WindowReading.NoErrorSeries)) {
      return reading;
    }
    var gone = Counts.NONE;
    for (var stretch : stretches) {
      var begins = shorter(Duration.between(stretch.from(), at), window);
      var ends = shorter(Duration.between(stretch.to(), at), window);
      var older = counts(readings, begins);
      var newer = counts(readings, ends);
      if (older == null || newer == null) {
        return new WindowReading.Failed("the time that is excluded could not be counted");
      }
      gone = gone.plus(older.minus(newer));
    }
    var all = counts(readings, window);
    return all == null ? reading : counted(reading, all.minus(gone));
  }

  /// Where windows end between two samples, a server makes up a fraction of an event: never more
  /// than there was.
  private static WindowReading counted(WindowReading reading, Counts left) {
    var counts = new Counts(left.bad().max(BigDecimal.ZERO), left.total().max(BigDecimal.ZERO));
    if (!counts.hasTraffic()) {
      return new WindowReading.NoTraffic();
    }
    return reading instanceof WindowReading.NoErrorSeries
        ? new WindowReading.NoErrorSeries(counts)
        : new WindowReading.Counted(counts);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// What a window counted; null where that is not known. A window so short that no sample lies in
  /// it counted nothing.
  private static @Nullable Counts counts(Map<Duration, WindowReading> readings, Duration window) {
    if (window.isZero()) {
      return Counts.NONE;
    }
    return switch (readings.get(window)) {
      case WindowReading.Counted(var counts) -> counts;
      case WindowReading.NoErrorSeries(var counts) -> counts;
      case WindowReading.NoTraffic _, WindowReading.NoData _ -> Counts.NONE;
      case WindowReading.Share _, WindowReading.NoValue _, WindowReading.Failed _ -> null;
      case null -> null;
    };
  }
}
