package dev.slipway.slo.formats;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.formats.Alerting.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes Sloth's files: one document for each service and environment.
final class SlothWriter {

  private final Spelling spelling;

  private SlothWriter(Spelling spelling) {
    this.spelling = spelling;
  }

  static String plain(List<PortableObjective> objectives) {
    var writer = new SlothWriter(Spelling.snake());
    return writer.documents(
        objectives,
        (_, spec) -> {
          var root = new LinkedHashMap<String, Object>();
          root.put("version", "prometheus/v1");
          root.putAll(spec);
          return root;
        });
  }

  static String resource(List<PortableObjective> objectives) {
    var writer = new SlothWriter(Spelling.camel());
    return writer.documents(
        objectives,
        (name, spec) -> {
          var root = new LinkedHashMap<String, Object>();
          root.put("apiVersion", "sloth.slok.dev/v1");
          root.put("kind", "PrometheusServiceLevel");
          root.put("metadata", Map.of("name", name));
          root.put("spec", spec);
          return root;
        });
  }

  /// What a document looks like around its objectives.
  private interface Frame {

    Map<String, Object> around(String name, Map<String, Object> spec);
  }

  private String documents(List<PortableObjective> objectives, Frame frame) {
    var groups = new LinkedHashMap<List<String>, List<PortableObjective>>();
    for (var objective : objectives) {
      var service = objective.service();
      if (service == null) {
        throw refused("The objective \"%s\" names no service.".formatted(objective.name()));
      }
      portable(service);
      portable(objective.name());
      var environment = objective.environment();
      groups
          .computeIfAbsent(
              List.of(service, environment == null ? "" : environment), _ -> new ArrayList<>())
          .add(objective);
    }
    var text = new StringBuilder();
    groups.forEach((group, members) -> {
      text.append(text.isEmpty() ? "" : "---\n").append(windows(members));
      var name = (group.get(0) + "-slos").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
      text.append(YamlOut.document(frame.around(name, spec(group.get(0), group.get(1), members))));
    });
    return text.toString();
  }

  private static void portable(String name) {
    if (!Upload.PORTABLE.matcher(name).matches()) {
      throw refused("Sloth refuses the name \"%s\".".formatted(name));
    }
  }

  private static DomainFailure refused(String why) {
    return new DomainFailure(
        ProblemType.INVALID_INPUT,
        why
            + " Its names are letters, digits, dashes, dots and underscores. Rename it, or take"
            + " OpenSLO.");
  }

  /// Sloth reads the window from its own flag, so only a comment can say it.
  private static String windows(List<PortableObjective> members) {
    var text = new StringBuilder();
    for (var objective : members) {
      if (objective.windowDays() != WindowLength.ASSUMED.days()) {
        text.append(
            "# %s: over %d days, which Sloth takes from --default-slo-period\n"
                .formatted(objective.name(), objective.windowDays()));
      }
    }
    return text.toString();
  }

  private Map<String, Object> spec(
      String service, String environment, List<PortableObjective> members) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("service", service);
    if (!environment.isEmpty()) {
      spec.put("labels", Map.of("env", environment));
    }
    spec.put("slos", members.stream().map(this::objective).toList());
    return spec;
  }

  private Map<String, Object> objective(PortableObjective objective) {
    var slo = new LinkedHashMap<String, Object>();
    slo.put("name", objective.name());
    slo.put("objective", objective.target().percent());
    said(slo, "description", objective.description());
    var labels = new LinkedHashMap<>(objective.labels());
    labels.remove("env", objective.environment());
    said(slo, "labels", labels);
    slo.put("sli", sli(objective.indicator()));
    slo.put("alerting", alerting(objective.alerting()));
    return slo;
  }

  private Map<String, Object> sli(Indicator indicator) {
    var queries = new LinkedHashMap<String, Object>();
    query(queries, "errorQuery", indicator.errorQuery());
    query(queries, "totalQuery", indicator.totalQuery());
    query(queries, "errorRatioQuery", indicator.rawQuery());
    return Map.of(indicator.rawQuery() == null ? "events" : "raw", queries);
  }

  private void query(Map<String, Object> queries, String key, @Nullable String query) {
    if (query != null) {
      queries.put(spelling.of(key), query);
    }
  }

  private Map<String, Object> alerting(Alerting alerting) {
    var written = new LinkedHashMap<String, Object>();
    said(written, "name", alerting.name());
    said(written, "labels", alerting.labels());
    said(written, "annotations", alerting.annotations());
    written.put(spelling.of("pageAlert"), alert(alerting.page()));
    written.put(spelling.of("ticketAlert"), alert(alerting.ticket()));
    return written;
  }

  private static Map<String, Object> alert(Alert alert) {
    var written = new LinkedHashMap<String, Object>();
    if (alert.disabled()) {
      written.put("disable", true);
    }
    said(written, "labels", alert.labels());
    said(written, "annotations", alert.annotations());
    return written;
  }

  private static void said(Map<String, Object> map, String key, String text) {
    if (!text.isEmpty()) {
      map.put(key, text);
    }
  }

  private static void said(Map<String, Object> map, String key, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      // A copy, because the same map twice would be written as an alias.
      map.put(key, new LinkedHashMap<>(texts));
    }
  }
}
