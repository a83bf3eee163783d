package dev.slipway.slo;

import dev.slipway.slo.ObjectiveDetails.WindowLine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What was counted in each window, with the words for what stands out.
final class WindowLines {

  private WindowLines() {}

  /// @param allowed share of events that may be bad
  static List<WindowLine> of(SortedMap<Duration, WindowReading> readings, BigDecimal allowed) {
    return readings.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue(), allowed))
        .toList();
  }

  /// The events of a reading; null where they are not known. No traffic is no events.
  static @Nullable Counts counts(@Nullable WindowReading reading) {
    return switch (reading) {
      case WindowReading.Counted(var counts) -> counts;
      case WindowReading.NoErrorSeries(var counts) -> counts;
      case WindowReading.NoTraffic() -> Counts.NONE;
      case null, default -> null;
    };
  }

  /// The share of bad events; null where it is not known or nothing came in.
  static @Nullable BigDecimal share(@Nullable WindowReading reading) {
    if (reading instanceof WindowReading.Share(var ratio)) {
      return ratio;
    }
    var counts = counts(reading);
    return counts == null || !counts.hasTraffic()
        ? null
        : counts.bad().divide(counts.total(), MathContext.DECIMAL64);
  }

  private static WindowLine line(Duration window, WindowReading reading, BigDecimal allowed) {
    var share = share(reading);
    return new WindowLine(
        window,
        counts(reading),
        share,
        share == null ? null : share.divide(allowed, MathContext.DECIMAL64),
        note(reading));
  }

  private static @Nullable String note(WindowReading reading) {
    return switch (reading) {
      case WindowReading.Counted _, WindowReading.Share _ -> null;
      case WindowReading.NoErrorSeries _ -> "no errors were ever seen";
      case WindowReading.NoTraffic() -> "nothing came in";
      case WindowReading.NoData() -> "no data";
      case WindowReading.NoValue(var text) -> "the answer is no number from 0 up: " + text;
      case WindowReading.Failed(var reason) -> "could not be asked: " + reason;
    };
  }
}
