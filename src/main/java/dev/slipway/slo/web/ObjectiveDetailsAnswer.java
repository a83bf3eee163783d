package dev.slipway.slo.web;

import dev.slipway.slo.Counts;
import dev.slipway.slo.ObjectiveDetails;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One objective with what is known of its budget, as the API gives it. Times are in seconds.
record ObjectiveDetailsAnswer(
    ObjectiveAnswer objective,
    String description,
    String datasource,
    String kind,
    @Nullable String errorQuery,
    @Nullable String totalQuery,
    @Nullable String rawQuery,
    @Nullable Events events,
    @Nullable BigDecimal allowed,
    @Nullable BigDecimal left,
    @Nullable BigDecimal leftMinutes,
    @Nullable Long exhaustedIn,
    @Nullable Instant liftsAt,
    long knownFor,
    List<Window> windows,
    List<Burn> burn,
    List<Finding> findings,
    int version,
    String changedBy,
    Instant changedAt) {

  /// Events that were counted.
  record Events(BigDecimal bad, BigDecimal total) {

    static @Nullable Events of(@Nullable Counts counts) {
      return counts == null
          ? null
          : new Events(ObjectiveAnswer.plain(counts.bad()), ObjectiveAnswer.plain(counts.total()));
    }
  }

  /// One window.
  record Window(
      long window,
      @Nullable Events events,
      @Nullable BigDecimal share,
      @Nullable BigDecimal burn,
      @Nullable String note) {}

  /// One pair of windows of an alert.
  record Burn(
      String severity,
      long shortWindow,
      long longWindow,
      BigDecimal factor,
      @Nullable BigDecimal shortBurn,
      @Nullable BigDecimal longBurn,
      boolean firing,
      @Nullable String note) {}

  /// Something that a person should look at.
  record Finding(
      String code, String severity, String detail, @Nullable String repair, Instant since) {}

  static ObjectiveDetailsAnswer of(ObjectiveDetails one) {
    var definition = one.definition();
    var indicator = definition.indicator();
    return new ObjectiveDetailsAnswer(
        ObjectiveAnswer.of(one.summary()),
        definition.description(),
        one.datasource(),
        switch (indicator.kind()) {
          case EVENTS -> "events";
          case RAW_RATIO -> "raw-ratio";
        },
        indicator.errorQuery(),
        indicator.totalQuery(),
        indicator.rawQuery(),
        Events.of(one.counts()),
        one.allowed(),
        one.left(),
        one.leftMinutes(),
        seconds(one.exhaustedIn()),
        one.lift() == null ? null : one.lift().at(),
        one.known().toSeconds(),
        one.windows().stream().map(ObjectiveDetailsAnswer::window).toList(),
        one.burn().stream().map(ObjectiveDetailsAnswer::burn).toList(),
        one.findings().stream()
            .map(found ->
                new Finding(
                    found.code(), found.severity(), found.detail(), found.repair(), found.since()))
            .toList(),
        one.version(),
        one.changedBy(),
        one.changedAt());
  }

  private static Window window(ObjectiveDetails.WindowLine line) {
    return new Window(
        line.window().toSeconds(),
        Events.of(line.counts()),
        line.share(),
        line.burn(),
        line.note());
  }

  private static Burn burn(ObjectiveDetails.BurnLine line) {
    return new Burn(
        line.severity().slug(),
        line.shortWindow().toSeconds(),
        line.longWindow().toSeconds(),
        line.factor(),
        line.shortBurn(),
        line.longBurn(),
        line.firing(),
        line.note());
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }
}
