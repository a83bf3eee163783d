package dev.slipway.slo.formats;

import dev.slipway.slo.Indicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes queries of an indicator of OpenSLO, which has no placeholder for the window.
final class OpenSloQueries {

  private final Map<String, Part> documents;

  /// @param documents by kind and name
  OpenSloQueries(Map<String, Part> documents) {
    this.documents = documents;
  }

  /// An indicator and what there is to say about it.
  record Described(Indicator indicator, List<SloFinding> findings) {}

  Described read(Keys spec) {
    if (spec.has("thresholdMetric")) {
      throw new ObjectiveRefused(
          FindingCode.THRESHOLD_REFUSED,
          "Line %d: the indicator is a threshold on a value.".formatted(spec.line()),
          "It needs slices of time, and the portal counts events.",
          "Write it as a ratioMetric, such as requests within a bound of a histogram.");
    }
    if (!spec.has("ratioMetric")) {
      throw Keys.refused(spec.line(), "the indicator has no ratioMetric.");
    }
    var ratio = spec.keys("ratioMetric");
    var counter = ratio.isTrue("counter");
    var findings = new ArrayList<SloFinding>();
    if (ratio.has("raw")) {
      var raw = query(ratio.keys("raw"), false);
      var success = "success".equalsIgnoreCase(ratio.text("rawType", "success"));
      return new Described(Indicator.rawRatio(success ? "1 - (%s)".formatted(raw) : raw), findings);
    }
    if (!ratio.has("total")) {
      throw Keys.refused(ratio.line(), "ratioMetric.total is missing.");
    }
    var total = query(ratio.keys("total"), counter);
    if (ratio.has("bad")) {
      return new Described(Indicator.events(query(ratio.keys("bad"), counter), total), findings);
    }
    if (!ratio.has("good")) {
      throw Keys.refused(ratio.line(), "ratioMetric has neither good nor bad.");
    }
    return new Described(OpenSloReader.less(total, query(ratio.keys("good"), counter)), findings);
  }

  private String query(Keys metric, boolean counter) {
    var source = metric.keys("metricSource");
    source(source);
    var query = source.keys("spec").required("query");
    return counter && PromText.of(query).isSelector()
        ? "sum(rate(%s[{{.window}}]))".formatted(query)
        : query;
  }

  private void source(Keys source) {
    var type = source.text("type");
    var reference = source.text("metricSourceRef");
    var named = reference == null ? null : documents.get("DataSource " + reference);
    if (type == null && named != null) {
      type = Keys.of(named, "DataSource", Spelling.exact()).keys("spec").text("type");
    }
    if (type != null && !type.toLowerCase(Locale.ROOT).equals("prometheus")) {
      var shown = type.length() > 40 ? type.substring(0, 40) + "..." : type;
      throw new ObjectiveRefused(
          FindingCode.SPEC_INCOMPLETE,
          "Line %d: the events are counted by %s.".formatted(source.line(), shown),
          "The portal asks Prometheus, and what speaks its language.",
          "Write the queries in PromQL.");
    }
  }
}
