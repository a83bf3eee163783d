package dev.slipway.audit.web;

import dev.slipway.audit.AuditOverview;
import dev.slipway.kernel.Plural;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Events over time as bars: positions in percent of the width, heights in pixels, and the same in
/// words.
record AuditChart(
    String total,
    String per,
    long denied,
    String summary,
    List<Bar> bars,
    String first,
    String last) {

  static final int HEIGHT = 40;

  /// One hour or day; the lower part is what was denied or failed.
  public record Bar(
      String x,
      String width,
      double y,
      double height,
      double deniedY,
      double deniedHeight,
      String title) {}

  static AuditChart of(AuditOverview overview) {
    var bars = overview.bars();
    var most = bars.stream().mapToLong(AuditOverview.Bar::events).max().orElse(0);
    var step = bars.isEmpty() ? 100.0 : 100.0 / bars.size();
    List<Bar> drawn = new ArrayList<>();
    for (var i = 0; i < bars.size(); i++) {
      drawn.add(bar(bars.get(i), i * step, step * 0.86, most, overview.hourly()));
    }
    var unit = overview.hourly() ? "hour" : "day";
    var total =
        (overview.complete() ? "" : "newest ")
            + number(overview.total())
            + Plural.word(overview.total(), " event", " events");
    return new AuditChart(
        total,
        "per " + unit + ", UTC",
        overview.denied(),
        total
            + ", at most "
            + number(most)
            + " in one "
            + unit
            + "; "
            + number(overview.denied())
            + " denied or failed",
        drawn,
        bars.isEmpty() ? "" : label(bars.getFirst(), overview.hourly()),
        bars.isEmpty() ? "" : label(bars.getLast(), overview.hourly()));
  }

  private static Bar bar(AuditOverview.Bar bar, double x, double width, long most, boolean hourly) {
    var height = most == 0 ? 0 : round(HEIGHT * (double) bar.events() / most);
    var denied = most == 0 ? 0 : round(HEIGHT * (double) bar.denied() / most);
    return new Bar(
        percent(x),
        percent(width),
        round(HEIGHT - height),
        height,
        round(HEIGHT - denied),
        denied,
        label(bar, hourly) + ": " + number(bar.events()));
  }

  private static String label(AuditOverview.Bar bar, boolean hourly) {
    return DateTimeFormatter.ofPattern(hourly ? "d MMM HH'Z'" : "d MMM", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(bar.start());
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
