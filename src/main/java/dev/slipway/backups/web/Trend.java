package dev.slipway.backups.web;

import dev.slipway.backups.BackupRun;
import dev.slipway.backups.RunOutcome;
import dev.slipway.shell.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How a measure of good runs went on, as a line of 300 by 40.
///
/// @param points of a polyline
public record Trend(String name, String words, String points) {

  private static final int WIDTH = 300;
  private static final int HEIGHT = 36;

  /// Duration and size, each where two runs at least tell it.
  static List<Trend> of(List<BackupRun> newestFirst) {
    var good =
        newestFirst.reversed().stream()
            .filter(run -> run.outcome() == RunOutcome.SUCCEEDED)
            .toList();
    List<Trend> trends = new ArrayList<>();
    add(
        trends,
        "Duration",
        values(good, run -> run.took() == null ? null : run.took().toSeconds()),
        seconds -> Times.duration(Duration.ofSeconds(seconds)));
    add(trends, "Size", values(good, BackupRun::sizeBytes), Sizes::words);
    return trends;
  }

  private static List<Long> values(
      List<BackupRun> runs, Function<BackupRun, @Nullable Long> measure) {
    return runs.stream()
        .flatMap(run -> java.util.stream.Stream.ofNullable(measure.apply(run)))
        .toList();
  }

  private static void add(
      List<Trend> trends, String name, List<Long> values, LongFunction<String> words) {
    if (values.size() < 2) {
      return;
    }
    var least = values.stream().mapToLong(Long::longValue).min().orElse(0);
    var most = values.stream().mapToLong(Long::longValue).max().orElse(0);
    trends.add(
        new Trend(
            name,
            "%s to %s, last %s"
                .formatted(words.apply(least), words.apply(most), words.apply(values.getLast())),
            IntStream.range(0, values.size())
                .mapToObj(at -> point(at, values, most))
                .collect(Collectors.joining(" "))));
  }

  private static String point(int at, List<Long> values, long most) {
    var x = (double) WIDTH * at / (values.size() - 1);
    var y = most == 0 ? HEIGHT : 2 + HEIGHT * (1 - (double) values.get(at) / most);
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }
}
