package dev.slipway.slo.prometheus;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliAnswer.Got;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.WindowReading;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// Asks for all windows at once, and where the server refuses that, for one after another, the
/// shortest first, so that a window that cannot be had does not hide the rest.
final class WindowQuestions {

  private final PrometheusApi api;
  private final SliDatasource source;
  private final Indicator indicator;
  private final String time;
  private final Patience patience;
  private final Readings readings;
  private final long began = System.nanoTime();

  WindowQuestions(
      PrometheusApi api,
      SliDatasource source,
      Indicator indicator,
      String time,
      Patience patience) {
    this.api = api;
    this.source = source;
    this.indicator = indicator;
    this.time = time;
    this.patience = patience;
    this.readings = new Readings(indicator);
  }

  SliAnswer<Map<Duration, WindowReading>> ask(SortedSet<Duration> windows) {
    if (windows.isEmpty()) {
      return new Got<>(Map.of(), List.of(), Duration.ZERO);
    }
    var reply = api.ask(source, question(windows), patience);
    var whole = reply.as(data -> readings.of(data, windows));
    return reply.isGot() || !reply.fromServer() || windows.size() == 1
        ? whole
        : oneByOne(windows, whole);
  }

  /// @param whole what is answered if no window can be had
  private SliAnswer<Map<Duration, WindowReading>> oneByOne(
      SortedSet<Duration> windows, SliAnswer<Map<Duration, WindowReading>> whole) {
    var found = new LinkedHashMap<Duration, WindowReading>();
    Set<String> warnings = new LinkedHashSet<>();
    String gone = null;
    boolean any = false;
    for (var window : windows) {
      if (gone != null) {
        found.put(window, new WindowReading.Failed(gone));
        continue;
      }
      var reply = api.askOnce(source, question(Set.of(window)), patience);
      switch (reply.as(data -> readings.of(data, Set.of(window)))) {
        case Got<Map<Duration, WindowReading>>(var got, var said, var _) -> {
          found.putAll(got);
          warnings.addAll(said);
          any = true;
        }
        case SliAnswer.Refused<Map<Duration, WindowReading>>(var why) ->
            found.put(window, new WindowReading.Failed(why));
        case SliAnswer.NoEntry<Map<Duration, WindowReading>>(var why) -> {
          found.put(window, new WindowReading.Failed(why));
          gone = why;
        }
        case SliAnswer.Unavailable<Map<Duration, WindowReading>>(var why) -> {
          found.put(window, new WindowReading.Failed(why));
          gone = reply.fromServer() ? null : why;
        }
      }
    }
    return any
        ? new Got<>(found, List.copyOf(warnings), Duration.ofNanos(System.nanoTime() - began))
        : whole;
  }

  private Question question(Set<Duration> windows) {
    return Question.query(MergedQuery.of(indicator, windows), time);
  }
}
