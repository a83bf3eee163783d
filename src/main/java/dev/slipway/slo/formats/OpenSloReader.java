package dev.slipway.slo.formats;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.Target;
import dev.slipway.slo.formats.OpenSloQueries.Described;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads OpenSLO v1. Its documents refer to each other by name, and are looked for in the same
/// upload only.
final class OpenSloReader {

  private final Upload upload;

  /// By kind and name.
  private final Map<String, Part> documents = new HashMap<>();

  private final List<Document> objectives = new ArrayList<>();

  OpenSloReader(Upload upload) {
    this.upload = upload;
  }

  void add(Document document) {
    var root = Keys.of(document.root(), "", Spelling.exact());
    var kind = root.required("kind");
    if (kind.equals("SLO")) {
      objectives.add(document);
    } else {
      documents.put(kind + " " + root.keys("metadata").required("name"), document.root());
    }
  }

  /// Once all documents are there.
  void end() {
    for (var document : objectives) {
      try {
        read(document);
      } catch (ObjectiveRefused refused) {
        upload.report(refused.finding());
      }
    }
  }

  private void read(Document document) {
    var spelling = Spelling.exact();
    var root = Keys.of(document.root(), "", spelling);
    root.part("apiVersion");
    root.part("kind");
    var metadata = root.keys("metadata");
    var name = metadata.required("name");
    var labels = metadata.texts("labels");
    var spec = root.keys("spec");
    var service = spec.text("service");
    var description = spec.text("description", "");
    var window = window(spec);
    var findings = new ArrayList<SloFinding>();
    method(spec, findings);
    alerts(spec, findings);
    var shared = indicator(spec);
    var targets = spec.list("objectives");
    if (targets.isEmpty()) {
      throw Keys.refused(spec.line(), "spec.objectives is missing.");
    }
    spec.end();
    root.end();
    for (var i = 0; i < targets.size(); i++) {
      try {
        var objective = Keys.of(targets.get(i), "spec.objectives[]", spelling);
        var own = indicator(objective);
        var indicator = own == null ? shared : own;
        var target = target(objective);
        objective.end();
        if (indicator == null) {
          throw Keys.refused(objective.line(), "neither indicator nor indicatorRef is there.");
        }
        var found = new ArrayList<>(findings);
        found.addAll(indicator.findings());
        SlothReader.unknown(spelling).ifPresent(found::add);
        upload.add(
            new PortableObjective(
                service,
                SlothReader.environment(labels, null),
                targets.size() == 1 ? name : name + "-" + (i + 1),
                description,
                target,
                window.days(),
                indicator.indicator(),
                Alerting.NONE,
                labels),
            ObjectiveFormat.OPENSLO,
            document,
            targets.size() == 1 ? root.line() : objective.line(),
            window,
            false,
            found);
      } catch (ObjectiveRefused refused) {
        upload.report(refused.finding());
      }
    }
  }

  private static WindowLength window(Keys spec) {
    var windows = spec.list("timeWindow");
    if (windows.isEmpty()) {
      return WindowLength.ASSUMED;
    }
    var window = Keys.of(windows.getFirst(), "spec.timeWindow[]", Spelling.exact());
    var calendar = window.has("calendar") || "false".equals(window.text("isRolling", "true"));
    return WindowLength.of(window.required("duration"), calendar, window.line());
  }

  private static void method(Keys spec, List<SloFinding> findings) {
    var method = spec.text("budgetingMethod", "Occurrences");
    if (!method.equalsIgnoreCase("Occurrences")) {
      findings.add(
          SloFinding.of(
              FindingCode.BUDGETING_METHOD,
              "The budget is one of time (%s).".formatted(method),
              "The portal counts events. The same queries counted so say something else when"
                  + " traffic is uneven.",
              "Read the objective again with that in mind, and activate it if it still holds."));
    }
  }

  private static void alerts(Keys spec, List<SloFinding> findings) {
    if (!spec.list("alertPolicies").isEmpty()) {
      findings.add(
          SloFinding.of(
              FindingCode.ALERTS_NOT_TAKEN,
              "The file has alert policies.",
              "The portal derives its alerts from the window: four pairs of a long and a short one.",
              "Keep the policies where they run now, or do without them."));
    }
  }

  private static Target target(Keys objective) {
    for (var key : new String[] {"displayName", "op", "value", "timeSliceTarget"}) {
      objective.part(key);
    }
    objective.part("timeSliceWindow");
    if (objective.has("compositeWeight")) {
      throw new ObjectiveRefused(
          FindingCode.COMPOSITE_REFUSED,
          "Line %d: the objective is part of a composite (compositeWeight)."
              .formatted(objective.line()),
          "The portal never averages objectives: the worst of a service decides.",
          "Upload its parts as objectives of their own, without weights.");
    }
    var share = objective.text("target");
    return share == null
        ? Percentage.percent(objective.required("targetPercent"), objective.line())
        : Percentage.share(share, objective.line());
  }

  /// Where it stands, or where a name leads; null if neither is there.
  private @Nullable Described indicator(Keys holder) {
    var reference = holder.text("indicatorRef");
    if (holder.has("indicator")) {
      return queries(holder.keys("indicator"));
    }
    if (reference == null) {
      return null;
    }
    var found = documents.get("SLI " + reference);
    if (found == null) {
      throw Keys.refused(
          holder.line(), "there is no SLI named %s in this upload.".formatted(cut(reference)));
    }
    return queries(Keys.of(found, "SLI", Spelling.exact()));
  }

  private Described queries(Keys sli) {
    return new OpenSloQueries(documents).read(sli.keys("spec"));
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  /// Whether a document is one of OpenSLO, of any version.
  static boolean is(String apiVersion) {
    return apiVersion.startsWith("openslo/");
  }

  /// Says that an older version is not read.
  static SloFinding older(String apiVersion, int line) {
    return SloFinding.of(
        FindingCode.SPEC_UNKNOWN,
        "Line %d: the document is written in %s.".formatted(line, cut(apiVersion)),
        "The portal reads openslo/v1, whose indicators are written otherwise.",
        "Convert it with oslo, the tool of that project, and upload it again.");
  }

  /// An indicator counted so.
  static Indicator less(String total, String good) {
    return Indicator.events("(%s) - (%s)".formatted(total, good), total);
  }
}
