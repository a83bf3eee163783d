package dev.slipway.slo.formats;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads and writes files of objectives. What a document is, it says itself.
public final class ObjectiveFiles {

  private ObjectiveFiles() {}

  /// Reads all documents of a file in YAML or JSON. What is wrong with one objective does not keep
  /// the others out; it becomes a finding.
  ///
  /// @throws DomainFailure INVALID_INPUT with a line, if the file cannot be read at all
  public static ImportedFile read(String text) {
    var upload = new Upload();
    var beside = new ArrayList<Part.Fields>();
    var open = new OpenSloReader(upload);
    for (var document : Document.all(text)) {
      try {
        read(document, upload, open, beside);
      } catch (ObjectiveRefused refused) {
        upload.report(refused.finding());
      }
    }
    open.end();
    var reader = new BesideReader(upload);
    for (var fields : beside) {
      var groups = groups(fields);
      if (groups == null) {
        reader.dashboard(fields);
      } else {
        reader.rules(groups);
      }
    }
    return upload.file();
  }

  private static void read(
      Document document, Upload upload, OpenSloReader open, List<Part.Fields> beside) {
    if (!(document.root() instanceof Part.Fields root)) {
      upload.report(unknown(document));
      return;
    }
    var api = word(root, "apiVersion");
    if (word(root, "version").equals("prometheus/v1")) {
      SlothReader.plain(document, upload);
    } else if (word(root, "kind").equals("PrometheusServiceLevel")) {
      SlothReader.resource(document, upload);
    } else if (api.equals("openslo/v1")) {
      open.add(document);
    } else if (OpenSloReader.is(api)) {
      upload.report(OpenSloReader.older(api, document.line()));
    } else if (api.equals("pyrra.dev/v1alpha1")) {
      PyrraReader.read(document, upload);
    } else if (groups(root) != null || isDashboard(root)) {
      beside.add(root);
    } else {
      upload.report(unknown(document));
    }
  }

  private static boolean isDashboard(Part.Fields root) {
    var inside = root.values().get("dashboard") instanceof Part.Fields inner ? inner : root;
    return inside.values().containsKey("panels") || inside.values().containsKey("rows");
  }

  /// The groups of rules, at the root or in a `PrometheusRule`; null if it has none.
  private static @Nullable Part groups(Part.Fields root) {
    var holder =
        word(root, "kind").equals("PrometheusRule")
                && root.values().get("spec") instanceof Part.Fields spec
            ? spec
            : root;
    return holder.values().get("groups");
  }

  private static String word(Part.Fields fields, String key) {
    return fields.values().get(key) instanceof Part.Word word ? word.text() : "";
  }

  private static SloFinding unknown(Document document) {
    return SloFinding.of(
        FindingCode.SPEC_UNKNOWN,
        "Line %d: this document has no objectives that can be read.".formatted(document.line()),
        "Sloth's files begin with version: prometheus/v1 or kind: PrometheusServiceLevel, OpenSLO's"
            + " with apiVersion: openslo/v1, Pyrra's with apiVersion: pyrra.dev/v1alpha1; rules have"
            + " groups, dashboards panels.",
        "Leave it out, or write that line.");
  }

  /// Objects of a cluster as a file, for {@link #read}.
  public static String documents(List<Map<String, Object>> objects) {
    return objects.stream().map(YamlOut::document).collect(Collectors.joining("---\n"));
  }

  /// Writes objectives so that {@link #read} gives them back, but for what a format cannot say:
  /// Sloth has no window in its files.
  ///
  /// @throws DomainFailure INVALID_INPUT for a name or a format that cannot be written
  public static String write(ObjectiveFormat format, List<PortableObjective> objectives) {
    return switch (format) {
      case SLOTH -> SlothWriter.plain(objectives);
      case SLOTH_CR -> SlothWriter.resource(objectives);
      case OPENSLO -> OpenSloWriter.write(objectives);
      case PYRRA ->
          throw new DomainFailure(
              ProblemType.INVALID_INPUT,
              "Pyrra's files are only read: they name selectors, and an objective here has queries."
                  + " Take Sloth's or OpenSLO's.");
    };
  }
}
