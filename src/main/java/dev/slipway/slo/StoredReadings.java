package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The windows of one evaluation as the database keeps them: JSON, numbers as text, so that no
/// decimal is rounded.
final class StoredReadings {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StoredReadings() {}

  /// @param text what is no number, or why there is none
  record Line(
      long seconds,
      String kind,
      @Nullable String bad,
      @Nullable String total,
      @Nullable String share,
      @Nullable String text) {}

  static String write(Map<Duration, WindowReading> readings) {
    return JSON.writeValueAsString(
        new TreeMap<>(readings)
            .entrySet().stream()
                .map(entry -> line(entry.getKey().toSeconds(), entry.getValue()))
                .toList());
  }

  /// Shortest window first.
  static SortedMap<Duration, WindowReading> read(String json) {
    var readings = new TreeMap<Duration, WindowReading>();
    for (var line : List.of(JSON.readValue(json, Line[].class))) {
      readings.put(Duration.ofSeconds(line.seconds()), reading(line));
    }
    return readings;
  }

  private static Line line(long seconds, WindowReading reading) {
    return switch (reading) {
      case WindowReading.Counted(var counts) -> counted(seconds, "counted", counts);
      case WindowReading.NoErrorSeries(var counts) -> counted(seconds, "no-error-series", counts);
      case WindowReading.NoTraffic() -> new Line(seconds, "no-traffic", null, null, null, null);
      case WindowReading.NoData() -> new Line(seconds, "no-data", null, null, null, null);
      case WindowReading.Share(var ratio) ->
          new Line(seconds, "share", null, null, Decimals.plain(ratio), null);
      case WindowReading.NoValue(var text) -> new Line(seconds, "no-value", null, null, null, text);
      case WindowReading.Failed(var reason) ->
          new Line(seconds, "failed", null, null, null, reason);
    };
  }

  private static Line counted(long seconds, String kind, Counts counts) {
    return new Line(
        seconds, kind, Decimals.plain(counts.bad()), Decimals.plain(counts.total()), null, null);
  }

  private static WindowReading reading(Line line) {
    return switch (line.kind()) {
      case "counted" -> new WindowReading.Counted(counts(line));
      case "no-error-series" -> new WindowReading.NoErrorSeries(counts(line));
      case "no-traffic" -> new WindowReading.NoTraffic();
      case "no-data" -> new WindowReading.NoData();
      case "share" -> new WindowReading.Share(number(line.share()));
      case "no-value" -> new WindowReading.NoValue(text(line));
      case "failed" -> new WindowReading.Failed(text(line));
      default -> throw new IllegalStateException("a reading of the kind " + line.kind());
    };
  }

  private static Counts counts(Line line) {
    return new Counts(number(line.bad()), number(line.total()));
  }

  private static BigDecimal number(@Nullable String digits) {
    if (digits == null) {
      throw new IllegalStateException("a reading without its number");
    }
    return new BigDecimal(digits);
  }

  private static String text(Line line) {
    return line.text() == null ? "" : line.text();
  }
}
