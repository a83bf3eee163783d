package dev.slipway.slo.formats;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.formats.PromText.Matcher;
import dev.slipway.slo.formats.PromText.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the queries of an indicator give away by themselves, before anything is measured.
public final class IndicatorFindings {

  private static final String BUCKET = "_bucket";

  private IndicatorFindings() {}

  /// In the order in which they should be settled. Each repair stands alone; ask again once one is
  /// taken over.
  public static List<SloFinding> of(Indicator indicator) {
    var found = new ArrayList<SloFinding>();
    fixedWindow(indicator).ifPresent(found::add);
    var error = indicator.errorQuery();
    var total = indicator.totalQuery();
    var raw = indicator.rawQuery();
    if (error != null && total != null) {
      if (bare(error).equals(bare(total))) {
        found.add(sameQuery());
      }
      inverted(error, total).ifPresent(found::add);
      wrongSuccess(indicator, error).ifPresent(found::add);
    } else if (raw != null) {
      invertedShare(raw).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private static String bare(String query) {
    return query.replaceAll("\\s+", "");
  }

  private static SloFinding sameQuery() {
    return SloFinding.of(
        FindingCode.SLI_SAME_QUERY,
        "Errors and all events are counted by the same query.",
        "Every event would be bad.",
        "Narrow the query of errors to what went wrong.");
  }

  private static Optional<SloFinding> fixedWindow(Indicator indicator) {
    var fixed = new TreeSet<String>();
    var wrong = false;
    for (var query :
        new @Nullable String[] {
          indicator.errorQuery(), indicator.totalQuery(), indicator.rawQuery()
        }) {
      if (query != null && !PromText.of(query).hasWindow()) {
        wrong = true;
        PromText.of(query).ranges.forEach(range -> fixed.add("[" + range.text() + "]"));
      }
    }
    if (!wrong) {
      return Optional.empty();
    }
    var ranges = fixed.isEmpty() ? "no range" : "the range " + String.join(" and ", fixed);
    var finding =
        SloFinding.of(
            FindingCode.SLI_FIXED_WINDOW,
            "A query has %s where [{{.window}}] belongs.".formatted(ranges),
            "Every window, from five minutes to the objective's own, would show the same value, so"
                + " neither burn nor budget is right. Sloth refuses it.",
            fixed.isEmpty()
                ? "Write the query with [{{.window}}], such as"
                    + " sum(rate(http_requests_total[{{.window}}]))."
                : "Replace the range by [{{.window}}].");
    if (fixed.isEmpty()) {
      return Optional.of(finding);
    }
    var repaired = mapped(indicator, IndicatorFindings::windowed);
    return Optional.of(finding.withRepair(changed(indicator, repaired), repaired));
  }

  /// With every range of a query that has no placeholder replaced; of a subquery only its length.
  static String windowed(String query) {
    var read = PromText.of(query);
    if (read.hasWindow()) {
      return query;
    }
    var text = new StringBuilder(query);
    for (var range : read.ranges.reversed()) {
      var step = range.text().indexOf(':');
      var end = step < 0 ? range.end() : range.start() + step;
      text.replace(range.start(), end, "{{.window}}");
    }
    return text.toString();
  }

  private static Indicator mapped(Indicator indicator, UnaryOperator<String> change) {
    var error = indicator.errorQuery();
    var total = indicator.totalQuery();
    var raw = indicator.rawQuery();
    return new Indicator(
        indicator.kind(),
        error == null ? null : change.apply(error),
        total == null ? null : change.apply(total),
        raw == null ? null : change.apply(raw));
  }

  /// The queries that are not as before, one to a line.
  private static String changed(Indicator before, Indicator after) {
    var lines = new ArrayList<String>();
    line(lines, "errors", before.errorQuery(), after.errorQuery());
    line(lines, "all", before.totalQuery(), after.totalQuery());
    line(lines, "share", before.rawQuery(), after.rawQuery());
    return String.join("\n", lines);
  }

  private static void line(
      List<String> lines, String what, @Nullable String before, @Nullable String after) {
    if (after != null && !after.equals(before)) {
      lines.add(what + ": " + after);
    }
  }

  private static Optional<SloFinding> inverted(String error, String total) {
    var read = PromText.of(error);
    if (read.subtracts) {
      return Optional.empty();
    }
    var why = fastEvents(read, PromText.of(total)).or(() -> onlyGood(read));
    var repaired = Indicator.events("(%s) - (%s)".formatted(total.strip(), error.strip()), total);
    return why.map(
        what -> turnedAround(what).withRepair("errors: " + repaired.errorQuery(), repaired));
  }

  /// Events up to a bound of a histogram, in place of those over it.
  private static Optional<String> fastEvents(PromText error, PromText total) {
    for (var selector : error.selectors) {
      var bound = selector.matcher("le").filter(IndicatorFindings::isFinite).orElse(null);
      if (bound != null
          && selector.name().endsWith(BUCKET)
          && total.selectors.stream().anyMatch(all -> isAllOf(all, selector.name()))) {
        return Optional.of(
            "The query of errors counts %s{le=\"%s\"}: events within the bound, the good ones."
                .formatted(selector.name(), bound.value()));
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(Matcher le) {
    return (le.operator().equals("=") || le.operator().equals("=~"))
        && !le.value().isEmpty()
        && Character.isDigit(le.value().charAt(0));
  }

  private static boolean isAllOf(Selector total, String bucket) {
    var base = bucket.substring(0, bucket.length() - BUCKET.length());
    return total.name().equals(base + "_count")
        || (total.name().equals(bucket)
            && total.matcher("le").filter(le -> le.value().contains("Inf")).isPresent());
  }

  /// Every selector that asks for a status asks for a good one.
  private static Optional<String> onlyGood(PromText error) {
    var good = "";
    for (var selector : error.selectors) {
      switch (StatusMatch.of(selector)) {
        case ONLY_GOOD -> good = error.text(selector);
        case ONLY_BAD -> {
          return Optional.empty();
        }
        case BOTH_OR_UNKNOWN -> {}
      }
    }
    return good.isEmpty()
        ? Optional.empty()
        : Optional.of("The query of errors counts %s: answers that went well.".formatted(good));
  }

  private static Optional<SloFinding> invertedShare(String raw) {
    var read = PromText.of(raw);
    if (read.subtracts || read.selectors.isEmpty()) {
      return Optional.empty();
    }
    var first = read.selectors.getFirst();
    var what =
        fastEvents(read, read)
            .or(() ->
                StatusMatch.of(first) == StatusMatch.Picks.ONLY_GOOD
                    ? Optional.of(
                        "The share of errors counts %s: answers that went well."
                            .formatted(read.text(first)))
                    : Optional.empty());
    var repaired = Indicator.rawRatio("1 - (%s)".formatted(raw.strip()));
    return what.map(
        said -> turnedAround(said).withRepair("share: " + repaired.rawQuery(), repaired));
  }

  private static SloFinding turnedAround(String what) {
    return SloFinding.of(
        FindingCode.SLI_INVERTED_HISTOGRAM,
        what,
        "The budget would read as burnt many times over while all is well, and as whole in an"
            + " outage.",
        "Take them from all events instead. Until a person has accepted that, the objective stays a"
            + " draft and gates nothing.");
  }

  /// What is taken away from all events, so that errors are left, are the errors themselves.
  private static Optional<SloFinding> wrongSuccess(Indicator indicator, String error) {
    var read = PromText.of(error);
    if (!read.subtracts || read.selectors.size() != 2) {
      return Optional.empty();
    }
    var success = read.selectors.getLast();
    var turned =
        success.matchers().stream()
            .filter(matcher -> matcher.operator().equals("=~"))
            .filter(_ -> StatusMatch.of(success) == StatusMatch.Picks.ONLY_BAD)
            .findFirst();
    return turned.map(matcher -> {
      var written = read.text(success);
      var mended = written.replaceFirst(matcher.label() + "(\\s*)=~", matcher.label() + "$1!~");
      var query = error.substring(0, success.start()) + mended + error.substring(success.end());
      var total = indicator.totalQuery();
      var finding =
          SloFinding.of(
              FindingCode.SLI_INVERTED_HISTOGRAM,
              "What is taken away as success is %s: answers that failed.".formatted(written),
              "Failed answers would count as good, and good ones as bad.",
              "Ask for those that did not fail. Until a person has accepted that, the objective"
                  + " stays a draft and gates nothing.");
      return total == null
          ? finding
          : finding.withRepair("errors: " + query, Indicator.events(query, total));
    });
  }
}
