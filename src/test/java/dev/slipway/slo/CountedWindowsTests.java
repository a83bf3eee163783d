package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.slo.spi.ExcludedTime.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What does not count is taken out of every window, and nothing else is.
class CountedWindowsTests {

  private static final Instant AT = Instant.parse("2026-11-20T12:34:56Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration OWN = Duration.ofDays(30);
  private static final Set<Duration> WINDOWS = new TreeSet<>(Set.of(HOUR, DAY, OWN));

  @Test
  void anIncidentThatDoesNotCountLeavesWhatWasBeforeAndAfter() {
    // Ten thousand failed events within an hour of last night; else one of thousand fails.
    var night = stretch("2026-11-20T02:00:00Z", "2026-11-20T03:00:00Z");
    var readings = new HashMap<Duration, WindowReading>();
    readings.put(HOUR, counted(36, 36_000));
    readings.put(DAY, counted(10_864, 864_000));
    readings.put(OWN, counted(35_920, 25_920_000));
    readings.put(Duration.between(night.from(), AT), counted(10_380, 380_000));
    readings.put(Duration.between(night.to(), AT), counted(344, 344_000));

    var left = CountedWindows.without(readings, WINDOWS, List.of(night), AT);

    assertThat(left)
        .containsOnly(
            Map.entry(HOUR, counted(36, 36_000)),
            Map.entry(DAY, counted(828, 828_000)),
            Map.entry(OWN, counted(25_884, 25_884_000)));
  }

  @Test
  void whatIsStillGoingOnIsLeftOutToThisMomentAndAWindowWithinItHasNoTraffic() {
    var now = stretch("2026-11-20T11:00:00Z", "2026-11-20T12:34:56Z");
    var readings = new HashMap<Duration, WindowReading>();
    readings.put(HOUR, counted(3_600, 3_600));
    readings.put(DAY, counted(5_800, 86_400));
    readings.put(OWN, new WindowReading.NoErrorSeries(Counts.of(0, 2_592_000)));
    readings.put(Duration.between(now.from(), AT), counted(5_696, 5_696));

    var left = CountedWindows.without(readings, WINDOWS, List.of(now), AT);

    assertThat(left.get(HOUR)).isEqualTo(new WindowReading.NoTraffic());
    assertThat(left.get(DAY)).isEqualTo(counted(104, 80_704));
    assertThat(left.get(OWN))
        .as("never fewer than none")
        .isEqualTo(new WindowReading.NoErrorSeries(Counts.of(0, 2_586_304)));
  }

  @Test
  void whereAnEdgeIsNotKnownTheWindowsBeyondItFail() {
    var night = stretch("2026-11-20T02:00:00Z", "2026-11-20T03:00:00Z");
    var readings = new HashMap<Duration, WindowReading>();
    readings.put(HOUR, counted(1, 100));
    readings.put(DAY, counted(2, 2_400));
    readings.put(OWN, counted(3, 72_000));
    readings.put(Duration.between(night.from(), AT), new WindowReading.Failed("too slow"));
    readings.put(Duration.between(night.to(), AT), counted(1, 1_000));

    var left = CountedWindows.without(readings, WINDOWS, List.of(night), AT);

    assertThat(left.get(HOUR)).isEqualTo(counted(1, 100));
    assertThat(left.get(OWN)).isInstanceOf(WindowReading.Failed.class);
  }

  @Test
  void stretchesAreMergedAndCutToTheWindow() {
    var merged =
        CountedWindows.merged(
            List.of(
                stretch("2026-11-20T05:00:00Z", "2026-11-20T08:00:00Z"),
                stretch("2026-11-20T02:00:00Z", "2026-11-20T06:00:00Z"),
                stretch("2026-11-20T03:00:00Z", "2026-11-20T04:00:00Z"),
                stretch("2026-11-20T20:00:00Z", "2026-11-21T04:00:00Z"),
                stretch("2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z")),
            AT.minus(OWN),
            AT);

    assertThat(merged)
        .extracting(Stretch::from, Stretch::to)
        .containsExactly(
            tuple(Instant.parse("2026-11-20T02:00:00Z"), Instant.parse("2026-11-20T08:00:00Z")));
  }

  /// Counted one by one, minute by minute, what is left is the same, whatever is left out.
  @Test
  void theSumOfTheMinutesThatCountIsWhatIsLeft() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    var minutes = (int) Duration.ofDays(3).toMinutes();
    var bad = new long[minutes];
    var total = new long[minutes];
    for (var minute = 0; minute < minutes; minute++) {
      total[minute] = 1L + random.nextInt(50);
      bad[minute] = random.nextInt((int) total[minute] + 1);
    }
    var at = Instant.parse("2026-11-20T12:17:00Z");
    for (var round = 0; round < 200; round++) {
      var all =
          random
              .ints(1 + random.nextInt(4), 0, 70)
              .mapToObj(ago -> {
                var from = Instant.parse("2026-11-20T13:00:00Z").minus(Duration.ofHours(ago));
                return new Stretch(from, from.plus(Duration.ofHours(1 + random.nextInt(9))), "");
              })
              .toList();
      var windows = new TreeSet<>(Set.of(HOUR, DAY, Duration.ofDays(3)));
      var merged = CountedWindows.merged(all, at.minus(Duration.ofDays(3)), at);
      var readings = new HashMap<Duration, WindowReading>();
      var asked = new TreeSet<>(windows);
      merged.forEach(one -> {
        asked.add(Duration.between(one.from(), at));
        asked.add(Duration.between(one.to(), at));
      });
      asked.remove(Duration.ZERO);
      for (var window : asked) {
        readings.put(window, sum(bad, total, window, at, List.of()));
      }
      var left = CountedWindows.without(readings, windows, merged, at);
      for (var window : windows) {
        assertThat(left.get(window))
            .as("seed %d, round %d, %s", seed, round, window)
            .isEqualTo(sum(bad, total, window, at, all));
      }
    }
  }

  /// Minute 0 is the newest.
  private static WindowReading sum(
      long[] bad, long[] total, Duration window, Instant at, List<Stretch> out) {
    var counts = Counts.NONE;
    for (var minute = 0; minute < window.toMinutes(); minute++) {
      var begins = at.minus(Duration.ofMinutes(minute + 1L));
      if (out.stream().noneMatch(stretch -> stretch.holds(begins))) {
        counts = counts.plus(Counts.of(bad[minute], total[minute]));
      }
    }
    return counts.hasTraffic() ? new WindowReading.Counted(counts) : new WindowReading.NoTraffic();
  }

  private static Stretch stretch(String from, String to) {
    return new Stretch(Instant.parse(from), Instant.parse(to), "planned maintenance, OPS-7");
  }

  private static WindowReading counted(long bad, long total) {
    return new WindowReading.Counted(Counts.of(bad, total));
  }
}
