package dev.slipway.slo.formats;

import dev.slipway.slo.Indicator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes OpenSLO v1: one document for each objective, with its indicator inside.
final class OpenSloWriter {

  /// A query that `counter: true` and a bare selector say as well, without a window.
  private static final Pattern RATE =
      Pattern.compile("sum\\(rate\\((.+)\\[\\{\\{ *\\.window *\\}\\}\\]\\)\\)", Pattern.DOTALL);

  private OpenSloWriter() {}

  static String write(List<PortableObjective> objectives) {
    return String.join("---\n", objectives.stream().map(OpenSloWriter::document).toList());
  }

  private static String document(PortableObjective objective) {
    var root = new LinkedHashMap<String, Object>();
    root.put("apiVersion", "openslo/v1");
    root.put("kind", "SLO");
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", objective.name());
    var labels = new LinkedHashMap<>(objective.labels());
    var environment = objective.environment();
    if (environment != null) {
      labels.put("env", environment);
    }
    if (!labels.isEmpty()) {
      metadata.put("labels", labels);
    }
    root.put("metadata", metadata);
    root.put("spec", spec(objective));
    var indicator = objective.indicator();
    var comment =
        isBare(indicator)
            ? ""
            : "# Put a range, such as 5m, for {{.window}}: OpenSLO has no word for it.\n";
    return comment + YamlOut.document(root);
  }

  private static Map<String, Object> spec(PortableObjective objective) {
    var spec = new LinkedHashMap<String, Object>();
    if (!objective.description().isEmpty()) {
      spec.put("description", objective.description());
    }
    var service = objective.service();
    if (service != null) {
      spec.put("service", service);
    }
    var sli = new LinkedHashMap<String, Object>();
    sli.put("metadata", Map.of("name", objective.name()));
    sli.put("spec", Map.of("ratioMetric", ratio(objective.indicator())));
    spec.put("indicator", sli);
    var window = new LinkedHashMap<String, Object>();
    window.put("duration", objective.windowDays() + "d");
    window.put("isRolling", true);
    spec.put("timeWindow", List.of(window));
    spec.put("budgetingMethod", "Occurrences");
    spec.put("objectives", List.of(Map.of("targetPercent", objective.target().percent())));
    return spec;
  }

  private static Map<String, Object> ratio(Indicator indicator) {
    var ratio = new LinkedHashMap<String, Object>();
    var bare = isBare(indicator);
    var raw = indicator.rawQuery();
    var error = indicator.errorQuery();
    var total = indicator.totalQuery();
    ratio.put("counter", bare);
    if (raw != null) {
      ratio.put("raw", source(raw));
      ratio.put("rawType", "failure");
    }
    if (error != null && total != null) {
      ratio.put("bad", source(bare ? selector(error) : error));
      ratio.put("total", source(bare ? selector(total) : total));
    }
    return ratio;
  }

  private static Map<String, Object> source(String query) {
    var source = new LinkedHashMap<String, Object>();
    source.put("type", "Prometheus");
    source.put("spec", Map.of("query", query));
    return Map.of("metricSource", source);
  }

  private static boolean isBare(Indicator indicator) {
    return isRate(indicator.errorQuery()) && isRate(indicator.totalQuery());
  }

  private static boolean isRate(@Nullable String query) {
    return query != null
        && RATE.matcher(query).matches()
        && PromText.of(selector(query)).isSelector();
  }

  private static String selector(String query) {
    return RATE.matcher(query).replaceFirst("$1");
  }
}
