package dev.slipway.slo;

import java.math.BigDecimal;
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
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private CountedFindings() {}

  /// @param severity `error`, `warning` or `info`
  record Found(String code, String severity, String detail) {}

  /// @param retention how long the datasource keeps samples; null where it does not say
  static List<Found> of(
      Target target, Duration own, Evaluation evaluation, @Nullable Duration retention) {
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
      counted(target, own, evaluation.readings(), found);
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
      Target target, Duration own, Map<Duration, WindowReading> readings, List<Found> found) {
    var whole = readings.get(own);
    if (whole instanceof WindowReading.NoErrorSeries) {
      found.add(
          new Found(
              "NO_ERROR_SERIES",
              "info",
              "No error was ever counted: the service is well, or the error query has a slip."));
    }
    if (readings.get(HOUR) instanceof WindowReading.NoData) {
      found.add(
          warning("METRIC_GONE", "For an hour there has been no series of it: nobody is scraped."));
    } else if (readings.get(DAY) instanceof WindowReading.NoTraffic) {
      found.add(new Found("NO_TRAFFIC", "info", "Nothing came in for a day."));
    }
    var counts = WindowLines.counts(whole);
    if (readings.values().stream().map(WindowLines::counts).anyMatch(CountedFindings::isOdd)) {
      found.add(
          warning(
              "ERRORS_ABOVE_TOTAL",
              "More events were bad than there were, or fewer than none: the two queries do not count the same events."));
    } else if (looksInverted(target, counts)) {
      found.add(
          warning(
              "SLI_LOOKS_INVERTED",
              "More than half of all events are bad, and as many as may be bad are good: the error query may count the good ones."));
    }
    if (whole != null
        && ErrorBudget.of(target, own, whole).filter(ErrorBudget::hasTooFewEvents).isPresent()) {
      found.add(
          warning(
              "LOW_VOLUME",
              "So few events come in that a single bad one is more than the whole budget. Take a longer window, or count services together."));
    }
    if (whole instanceof WindowReading.Share) {
      found.add(
          new Found(
              "NO_COUNTS",
              "info",
              "Only the share of bad events is known: no events are left to tell, and few events are not told from many."));
    }
  }

  private static boolean isOdd(@Nullable Counts counts) {
    return counts != null
        && (counts.bad().signum() < 0 || counts.bad().compareTo(counts.total()) > 0);
  }

  /// A long real outage looks alike, so it is a hint and no more.
  private static boolean looksInverted(Target target, @Nullable Counts counts) {
    if (counts == null || !counts.hasTraffic()) {
      return false;
    }
    var good = counts.total().subtract(counts.bad());
    var most = target.allowedShare().multiply(BigDecimal.TEN).multiply(counts.total());
    return counts.bad().compareTo(HALF.multiply(counts.total())) > 0 && good.compareTo(most) <= 0;
  }

  private static Found error(String code, @Nullable String detail) {
    return new Found(code, "error", String.valueOf(detail));
  }

  private static Found warning(String code, String detail) {
    return new Found(code, "warning", detail);
  }
}
