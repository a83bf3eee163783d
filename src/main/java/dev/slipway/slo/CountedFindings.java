package dev.slipway.slo;

import dev.slipway.slo.formats.MeasuredFindings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person should look at in what was counted; what is wrong with a definition before
/// anything is counted is found when it is read.
final class CountedFindings {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private CountedFindings() {}

  /// @param severity `error`, `warning` or `info`
  record Found(String code, String severity, String detail) {}

  /// @param retention how long the datasource keeps samples; null where it does not say
  /// @param week what was counted in the last seven days; null where that is not known
  static List<Found> of(
      Target target,
      Duration own,
      Evaluation evaluation,
      @Nullable Duration retention,
      @Nullable Counts week) {
    var found = new ArrayList<Found>();
    switch (evaluation.answer()) {
      case "refused" -> found.add(error("SLI_CONFIG", evaluation.reason()));
      case "no-value" -> found.add(error("SLI_NO_VALUE", evaluation.reason()));
      case "no-data" -> found.add(error("NO_DATA", evaluation.reason()));
      case "partial" -> found.add(warning("PARTIAL", String.valueOf(evaluation.reason())));
      default -> {
        // What is counted says more below; a datasource that is away is no fault of the objective.
      }
    }
    if (evaluation.good()) {
      counted(target, own, evaluation.readings(), week, found);
    }
    if (retention != null && retention.compareTo(own) < 0) {
      found.add(
          warning(
              "RETENTION_SHORT",
              "The datasource keeps samples for %d days and the window has %d: what is older is not counted."
                  .formatted(retention.toDays(), own.toDays())));
    }
    return found;
  }

  private static void counted(
      Target target,
      Duration own,
      Map<Duration, WindowReading> readings,
      @Nullable Counts week,
      List<Found> found) {
    if (readings.get(HOUR) instanceof WindowReading.NoData) {
      found.add(
          warning("METRIC_GONE", "For an hour there has been no series of it: nobody is scraped."));
    } else if (readings.get(DAY) instanceof WindowReading.NoTraffic) {
      found.add(new Found("NO_TRAFFIC", "info", "Nothing came in for a day."));
    }
    var whole = readings.get(own);
    if (whole instanceof WindowReading.Share) {
      found.add(
          new Found(
              "NO_COUNTS",
              "info",
              "Only the share of bad events is known: no events are left to tell, and few events are not told from many."));
    }
    if (whole != null) {
      MeasuredFindings.of(target, whole, week).stream()
          .map(one -> new Found(one.code().name(), one.code().severity().slug(), one.detail()))
          .forEach(found::add);
    }
  }

  private static Found error(String code, @Nullable String detail) {
    return new Found(code, "error", String.valueOf(detail));
  }

  private static Found warning(String code, String detail) {
    return new Found(code, "warning", detail);
  }
}
