package dev.slipway.slo.formats;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.Counts;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.Target;
import dev.slipway.slo.WindowReading;
import dev.slipway.slo.formats.PromText.Selector;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What only shows once something is measured. Asks nobody: readings are handed in.
public final class MeasuredFindings {

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final String OLD_REQUESTS = "http_requests_total";
  private static final String MICROMETER = "http_server_requests_seconds_count";

  private MeasuredFindings() {}

  /// What readings say.
  ///
  /// @param window of the objective's whole window
  /// @param week what was counted in the last seven days; null where that is not known
  public static List<SloFinding> of(Target target, WindowReading window, @Nullable Counts week) {
    var found = new ArrayList<SloFinding>();
    if (window instanceof WindowReading.NoErrorSeries) {
      found.add(
          SloFinding.of(
              FindingCode.ERRORS_NEVER_SEEN,
              "There is traffic, and no series of errors was ever seen.",
              "Either nothing has failed yet, or the query of errors has a slip.",
              "Compare its labels with those of a series that exists."));
    }
    var counts =
        switch (window) {
          case WindowReading.Counted counted -> counted.counts();
          case WindowReading.NoErrorSeries silent -> silent.counts();
          default -> Counts.NONE;
        };
    if (counts.hasTraffic()) {
      impossible(counts).ifPresent(found::add);
      tooFew(target, counts).ifPresent(found::add);
    }
    if (week != null && week.hasTraffic()) {
      turnedAround(target, week).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private static Optional<SloFinding> impossible(Counts counts) {
    if (counts.bad().signum() >= 0 && counts.bad().compareTo(counts.total()) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        SloFinding.of(
            FindingCode.MORE_BAD_THAN_ALL,
            "%s of %s events were bad."
                .formatted(Decimals.plain(counts.bad()), Decimals.plain(counts.total())),
            "That cannot be: the two queries do not count the same events, or success is counted"
                + " before the event is.",
            "Compare the selectors of both queries. The numbers are shown as they are."));
  }

  private static Optional<SloFinding> tooFew(Target target, Counts counts) {
    var allowed = target.allowedShare().multiply(counts.total());
    if (allowed.compareTo(BigDecimal.ONE) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        SloFinding.of(
            FindingCode.TOO_FEW_EVENTS,
            "Of %s events in the window %s may be bad."
                .formatted(Decimals.plain(counts.total()), Decimals.plain(allowed)),
            "One bad event already is more than the budget.",
            "Take a longer window, a lower objective, or probes that make traffic."));
  }

  /// A long outage looks the same, so this warns and changes nothing.
  private static Optional<SloFinding> turnedAround(Target target, Counts week) {
    var good = week.total().subtract(week.bad());
    var often = week.bad().compareTo(HALF.multiply(week.total())) > 0;
    var nearly =
        good.compareTo(BigDecimal.TEN.multiply(target.allowedShare()).multiply(week.total())) <= 0;
    return often && nearly
        ? Optional.of(
            SloFinding.of(
                FindingCode.SLI_LOOKS_INVERTED,
                "In the last seven days nearly every event was bad.",
                "Either nothing has worked for a week, or the query of errors counts what went"
                    + " well.",
                "If users were well served, take errors as all events less these."))
        : Optional.empty();
  }

  /// A bound of a histogram that a query asks for.
  ///
  /// @param metric such as `http_request_duration_seconds_bucket`
  /// @param le as it is written
  /// @param others the selector without its bound, of which a server may be asked which `le` exist
  public record Bound(String metric, String le, String others) {}

  /// The bounds that the queries of an indicator ask for by equality.
  public static List<Bound> bounds(Indicator indicator) {
    var bounds = new ArrayList<Bound>();
    for (var selector : selectors(indicator)) {
      selector
          .matcher("le")
          .filter(le -> le.operator().equals("=") && !le.value().contains("Inf"))
          .map(le -> new Bound(selector.name(), le.value(), others(selector)))
          .filter(bound -> !bounds.contains(bound))
          .ifPresent(bounds::add);
    }
    return List.copyOf(bounds);
  }

  private static String others(Selector selector) {
    var conditions =
        selector.matchers().stream()
            .filter(matcher -> !matcher.label().equals("le"))
            .map(matcher ->
                "%s%s\"%s\""
                    .formatted(
                        matcher.label(),
                        matcher.operator(),
                        matcher.value().replace("\\", "\\\\").replace("\"", "\\\"")))
            .toList();
    return selector.name() + "{" + String.join(",", conditions) + "}";
  }

  /// The metrics that the queries of an indicator name.
  public static List<String> metrics(Indicator indicator) {
    var names = new TreeSet<String>();
    selectors(indicator).forEach(selector -> names.add(selector.name()));
    names.remove("");
    return List.copyOf(names);
  }

  private static List<Selector> selectors(Indicator indicator) {
    var selectors = new ArrayList<Selector>();
    for (var query :
        new @Nullable String[] {
          indicator.errorQuery(), indicator.totalQuery(), indicator.rawQuery()
        }) {
      if (query != null) {
        selectors.addAll(PromText.of(query).selectors);
      }
    }
    return selectors;
  }

  /// A wrong bound gives an empty answer and no error.
  ///
  /// @param existing the values of `le` that the server has for the rest of the selector; empty
  ///   says that it has no such series, which is no matter of the bound
  public static Optional<SloFinding> missing(Bound bound, Collection<String> existing) {
    if (existing.isEmpty() || existing.contains(bound.le())) {
      return Optional.empty();
    }
    var finding =
        SloFinding.of(
            FindingCode.LE_MISSING,
            "%s has no bucket with le=\"%s\".".formatted(bound.metric(), bound.le()),
            "The query finds nothing, and no server calls that an error.",
            "Buckets exist for %s.".formatted(String.join(", ", existing)));
    var same =
        Decimals.read(bound.le())
            .flatMap(le ->
                existing.stream()
                    .filter(other ->
                        Decimals.read(other).filter(it -> it.compareTo(le) == 0).isPresent())
                    .findFirst());
    return Optional.of(
        same.map(other -> finding.withRepair(eitherWay(bound.le(), other))).orElse(finding));
  }

  /// Prometheus 3 writes whole bounds as 1.0, and earlier ones as 1.
  private static String eitherWay(String le, String other) {
    if (other.equals(le + ".0") || le.equals(other + ".0")) {
      var whole = le.endsWith(".0") ? other : le;
      return "le=~\"" + whole + "(\\\\.0)?\"";
    }
    return "le=\"" + other + "\"";
  }

  /// A metric of which nothing was seen in the whole window.
  ///
  /// @param existing names of metrics that the server has
  public static Optional<SloFinding> unseen(String metric, Collection<String> existing) {
    if (existing.contains(metric)) {
      return Optional.empty();
    }
    var finding =
        SloFinding.of(
            FindingCode.METRIC_NAME,
            "Nothing was ever seen of %s.".formatted(metric),
            "Without series there is nothing to count, and the objective stays unknown.",
            metric.equals(OLD_REQUESTS) && existing.contains(MICROMETER)
                ? "Micrometer calls it %s, with the label status.".formatted(MICROMETER)
                : "Look up what the service exports.");
    return Optional.of(
        metric.equals(OLD_REQUESTS) && existing.contains(MICROMETER)
            ? finding.withRepair(MICROMETER)
            : finding);
  }
}
