package dev.slipway.slo.formats;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.formats.Alerting.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads Sloth's plain specification and its resource for Kubernetes. They differ in where they
/// begin and in how keys are spelled.
final class SlothReader {

  private final Document document;
  private final Upload upload;
  private final ObjectiveFormat format;

  private SlothReader(Document document, Upload upload, ObjectiveFormat format) {
    this.document = document;
    this.upload = upload;
    this.format = format;
  }

  static void plain(Document document, Upload upload) {
    var reader = new SlothReader(document, upload, ObjectiveFormat.SLOTH);
    var spelling = Spelling.snake();
    var root = Keys.of(document.root(), "", spelling);
    root.text("version");
    reader.service(root, null);
    reader.spellings(spelling).forEach(upload::report);
  }

  static void resource(Document document, Upload upload) {
    var reader = new SlothReader(document, upload, ObjectiveFormat.SLOTH_CR);
    var spelling = Spelling.camel();
    var root = Keys.of(document.root(), "", spelling);
    for (var key : new String[] {"apiVersion", "kind", "status"}) {
      root.part(key);
    }
    var namespace = root.keys("metadata").text("namespace");
    reader.service(root.keys("spec"), namespace);
    root.end();
    reader.spellings(spelling).forEach(upload::report);
  }

  private void service(Keys spec, @Nullable String namespace) {
    var service = spec.required("service");
    var labels = spec.texts("labels");
    var plugins = spec.has("sloPlugins");
    for (var part : spec.list("slos")) {
      try {
        objective(part, service, namespace, labels, plugins);
      } catch (ObjectiveRefused refused) {
        upload.report(refused.finding());
      }
    }
    spec.end();
  }

  private void objective(
      Part part,
      String service,
      @Nullable String namespace,
      Map<String, String> shared,
      boolean plugins) {
    var spelling = format == ObjectiveFormat.SLOTH ? Spelling.snake() : Spelling.camel();
    var slo = Keys.of(part, "slos[]", spelling);
    var name = slo.required("name");
    var description = slo.text("description", "");
    var target = Percentage.percent(slo.required("objective"), slo.line());
    var labels = new LinkedHashMap<>(shared);
    labels.putAll(slo.texts("labels"));
    var sli = slo.keys("sli");
    var plugin = sli.has("plugin");
    var indicator = plugin ? recorded(service, name) : indicator(sli);
    sli.end();
    var alerting = alerting(slo.keys("alerting"));
    var findings = new ArrayList<SloFinding>();
    if (plugin || plugins || slo.has("plugins")) {
      findings.add(plugin(plugin));
    }
    slo.end();
    findings.addAll(spellings(spelling));
    upload.add(
        new PortableObjective(
            service,
            environment(labels, namespace),
            name,
            description,
            target,
            WindowLength.ASSUMED.days(),
            indicator,
            alerting,
            labels),
        format,
        document,
        slo.line(),
        WindowLength.ASSUMED,
        plugin,
        findings);
  }

  static @Nullable String environment(Map<String, String> labels, @Nullable String namespace) {
    var label = labels.get("env");
    return label == null ? labels.getOrDefault("environment", namespace) : label;
  }

  private static Indicator indicator(Keys sli) {
    if (sli.has("raw")) {
      var raw = sli.keys("raw");
      var indicator = Indicator.rawRatio(raw.required("errorRatioQuery"));
      raw.end();
      return indicator;
    }
    var events = sli.keys("events");
    var indicator = Indicator.events(events.required("errorQuery"), events.required("totalQuery"));
    events.end();
    return indicator;
  }

  /// The rules that Sloth records, whose names end in the window.
  private static Indicator recorded(String service, String name) {
    return Indicator.rawRatio(
        "slo:sli_error:ratio_rate{{.window}}{sloth_id=%s,sloth_service=%s,sloth_slo=%s}"
            .formatted(quoted(service + "-" + name), quoted(service), quoted(name)));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static SloFinding plugin(boolean indicator) {
    return indicator
        ? SloFinding.of(
            FindingCode.SLI_PLUGIN,
            "The queries come from a plugin of Sloth.",
            "Only Sloth can write them out. Its recorded rules are read instead, which average over"
                + " time and know nothing before they were installed.",
            "Write the queries as events to have a budget that counts.")
        : SloFinding.of(
            FindingCode.SLI_PLUGIN,
            "Plugins of Sloth change the rules of this objective.",
            "The portal does not run them.",
            "Compare what Sloth shows with what the portal counts.");
  }

  private static Alerting alerting(Keys alerting) {
    var read =
        new Alerting(
            alerting.text("name", ""),
            alerting.texts("labels"),
            alerting.texts("annotations"),
            alert(alerting.keys("pageAlert")),
            alert(alerting.keys("ticketAlert")));
    alerting.end();
    return read;
  }

  private static Alert alert(Keys alert) {
    var read =
        new Alert(alert.isTrue("disable"), alert.texts("labels"), alert.texts("annotations"));
    alert.end();
    return read;
  }

  private List<SloFinding> spellings(Spelling spelling) {
    var findings = new ArrayList<SloFinding>();
    if (!spelling.otherCase.isEmpty()) {
      var resource = format == ObjectiveFormat.SLOTH_CR;
      findings.add(
          SloFinding.of(
              FindingCode.SPEC_KEY_CASE,
              "%s %s spelled as in %s."
                  .formatted(
                      String.join(", ", spelling.otherCase),
                      spelling.otherCase.size() == 1 ? "is" : "are",
                      resource ? "Sloth's plain files" : "Sloth's resource for Kubernetes"),
              resource
                  ? "The resource has errorQuery, totalQuery, pageAlert: Sloth drops other keys"
                      + " without a word, and then refuses two empty queries as the same."
                  : "The plain file has error_query, total_query, page_alert.",
              "They are read here as they are meant. Mend the file before Sloth reads it."));
    }
    unknown(spelling).ifPresent(findings::add);
    return findings;
  }

  static Optional<SloFinding> unknown(Spelling spelling) {
    return spelling.unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SloFinding.of(
                FindingCode.SPEC_KEY_UNKNOWN,
                "There is no key %s in this format.".formatted(String.join(", ", spelling.unknown)),
                "What stands there has no effect.",
                "Look for a slip of the pen."));
  }
}
