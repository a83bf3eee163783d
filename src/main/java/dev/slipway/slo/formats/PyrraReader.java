package dev.slipway.slo.formats;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.formats.Alerting.Alert;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads Pyrra's `ServiceLevelObjective`. It names selectors and makes the queries itself; they are
/// written out here.
final class PyrraReader {

  /// Pyrra has no field for it; a label says it by our convention.
  private static final String SERVICE = "pyrra.dev/service";

  private final List<SloFinding> findings = new ArrayList<>();

  private PyrraReader() {}

  static void read(Document document, Upload upload) {
    new PyrraReader().objective(document, upload);
  }

  private void objective(Document document, Upload upload) {
    var spelling = Spelling.exact();
    var root = Keys.of(document.root(), "", spelling);
    for (var key : new String[] {"apiVersion", "kind", "status"}) {
      root.part(key);
    }
    var metadata = root.keys("metadata");
    var name = metadata.required("name");
    var labels = new HashMap<>(metadata.texts("labels"));
    var namespace = metadata.text("namespace");
    var service = labels.remove(SERVICE);
    var spec = root.keys("spec");
    var target = Percentage.percent(spec.required("target"), spec.line());
    var window = WindowLength.of(spec.required("window"), false, spec.line());
    var description = spec.text("description", "");
    var kinds = spec.keys("indicator");
    var indicator = indicator(kinds);
    kinds.end();
    var alerting = alerting(spec.keys("alerting"));
    spec.part("performance_over_accuracy");
    spec.end();
    root.end();
    SlothReader.unknown(spelling).ifPresent(findings::add);
    upload.add(
        new PortableObjective(
            service,
            SlothReader.environment(labels, namespace),
            name,
            description,
            target,
            window.days(),
            indicator,
            alerting,
            Map.copyOf(labels)),
        ObjectiveFormat.PYRRA,
        document,
        root.line(),
        window,
        false,
        findings);
  }

  private Indicator indicator(Keys kinds) {
    if (kinds.has("ratio")) {
      var ratio = kinds.keys("ratio");
      grouping(ratio);
      return Indicator.events(
          "sum(rate(%s[{{.window}}]))".formatted(selector(ratio, "errors")),
          "sum(rate(%s[{{.window}}]))".formatted(selector(ratio, "total")));
    }
    if (kinds.has("latency")) {
      var latency = kinds.keys("latency");
      grouping(latency);
      var total = "sum(rate(%s[{{.window}}]))".formatted(selector(latency, "total"));
      return Indicator.events(
          "%s - sum(rate(%s[{{.window}}]))".formatted(total, selector(latency, "success")), total);
    }
    if (kinds.has("latencyNative")) {
      return nativeLatency(kinds.keys("latencyNative"));
    }
    if (kinds.has("bool_gauge")) {
      var gauge = kinds.keys("bool_gauge");
      grouping(gauge);
      var metric = plain(gauge.required("metric"), gauge.line());
      var all = "sum(count_over_time(%s[{{.window}}]))".formatted(metric);
      return Indicator.events(
          "%s - sum(sum_over_time(%s[{{.window}}]))".formatted(all, metric), all);
    }
    throw Keys.refused(
        kinds.line(), "spec.indicator has none of ratio, latency, latencyNative, bool_gauge.");
  }

  private Indicator nativeLatency(Keys latency) {
    grouping(latency);
    var bound = seconds(latency.required("latency"), latency.line());
    var all = "sum(rate(%s[{{.window}}]))".formatted(selector(latency, "total"));
    findings.add(
        SloFinding.of(
            FindingCode.SLI_NATIVE_HISTOGRAM,
            "The latency is taken from a native histogram.",
            "A Prometheus has them only where they are turned on, and counts nothing elsewhere.",
            "See whether the numbers appear; else write the queries with buckets."));
    return Indicator.events(
        "histogram_count(%s) - histogram_count(%s) * histogram_fraction(0, %s, %s)"
            .formatted(all, all, bound, all),
        "histogram_count(%s)".formatted(all));
  }

  /// Pyrra writes a bound as a duration of Go, such as `200ms` or `1s`.
  private static String seconds(String text, int line) {
    var millis = text.endsWith("ms");
    var number = text.endsWith("s") ? text.substring(0, text.length() - (millis ? 2 : 1)) : "";
    return Decimals.read(number)
        .filter(bound -> bound.signum() > 0)
        .map(
            bound -> millis ? bound.divide(BigDecimal.valueOf(1000), MathContext.DECIMAL64) : bound)
        .map(Decimals::plain)
        .orElseThrow(() -> Keys.refused(line, "latency is no time such as 200ms or 1s."));
  }

  private static String selector(Keys indicator, String key) {
    var part = indicator.keys(key);
    var metric = plain(part.required("metric"), part.line());
    part.end();
    return metric;
  }

  private static String plain(String metric, int line) {
    if (!PromText.of(metric).isSelector()) {
      throw Keys.refused(line, "metric is to be one selector without a function or a range.");
    }
    return metric;
  }

  private void grouping(Keys indicator) {
    var labels = new ArrayList<String>();
    for (var label : indicator.list("grouping")) {
      if (label instanceof Part.Word word) {
        labels.add(word.text());
      }
    }
    if (!labels.isEmpty()) {
      findings.add(
          SloFinding.of(
              FindingCode.SLI_GROUPING,
              "Pyrra makes one objective for each %s.".formatted(String.join(", ", labels)),
              "The portal has one budget for an objective and adds them all up.",
              "Import it once for each that deserves a budget, with its label in the selectors."));
    }
  }

  private Alerting alerting(Keys alerting) {
    var on = !alerting.isTrue("disabled") && !"false".equals(alerting.text("burnrates", "true"));
    var alert = on ? Alert.PLAIN : Alert.OFF;
    var name = alerting.text("name", "");
    for (var key : new String[] {"absent", "severities"}) {
      alerting.part(key);
    }
    alerting.end();
    return new Alerting(name, Map.of(), Map.of(), alert, alert);
  }
}
