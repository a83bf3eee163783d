package dev.slipway.slo.formats;

import dev.slipway.kernel.OneLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What has been read of one file so far.
final class Upload {

  static final int LONGEST_NAME = 80;
  static final int LONGEST_DESCRIPTION = 1_000;
  static final int LONGEST_QUERY = 4_000;
  static final int LONGEST_SOURCE = 200_000;
  static final int MOST_OBJECTIVES = 500;
  static final int MOST_FINDINGS = 100;

  /// What Sloth takes as the name of a service or an objective.
  static final Pattern PORTABLE = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]");

  private final List<ImportedObjective> objectives = new ArrayList<>();
  private final List<SloFinding> findings = new ArrayList<>();
  private final Set<List<String>> names = new HashSet<>();
  private boolean more;

  /// Of a file that is wrong from end to end, the first hundred findings say enough.
  void report(SloFinding finding) {
    if (isFull()) {
      more = true;
    } else {
      findings.add(finding);
    }
  }

  boolean isFull() {
    return findings.size() >= MOST_FINDINGS;
  }

  List<ImportedObjective> objectives() {
    return objectives;
  }

  ImportedFile file() {
    if (more) {
      findings.add(
          SloFinding.of(
              FindingCode.SPEC_INCOMPLETE,
              "There is more to say than these %d findings.".formatted(MOST_FINDINGS),
              "The rest was left out.",
              "Mend these, and upload the file again."));
    }
    return new ImportedFile(List.copyOf(objectives), List.copyOf(findings));
  }

  /// Adds an objective with what its queries and names give to say. What is too long or stands
  /// there twice is refused, and reported.
  void add(
      PortableObjective objective,
      ObjectiveFormat format,
      Document document,
      int line,
      WindowLength window,
      boolean readOnly,
      List<SloFinding> more) {
    check(objective, document, line);
    var found = new ArrayList<>(more);
    found.addAll(window.findings());
    found.addAll(Percentage.findings(objective.target(), line));
    found.addAll(IndicatorFindings.of(objective.indicator()));
    if (!PORTABLE.matcher(objective.name()).matches()) {
      found.add(notPortable(objective.name()));
    }
    objectives.add(
        new ImportedObjective(
            objective,
            format,
            line,
            document.text(),
            document.hash(),
            window.said(),
            readOnly,
            List.copyOf(found)));
  }

  private void check(PortableObjective objective, Document document, int line) {
    if (OneLine.of(objective.name(), LONGEST_NAME).isEmpty()) {
      throw Keys.refused(
          line,
          "its name is to be one line of at most %d characters, all of which are seen."
              .formatted(LONGEST_NAME));
    }
    longest(line, "its description", objective.description(), LONGEST_DESCRIPTION);
    longest(line, "its document", document.text(), LONGEST_SOURCE);
    var indicator = objective.indicator();
    for (var query :
        new String[] {indicator.errorQuery(), indicator.totalQuery(), indicator.rawQuery()}) {
      longest(line, "one of its queries", query == null ? "" : query, LONGEST_QUERY);
    }
    if (objectives.size() >= MOST_OBJECTIVES) {
      throw Keys.refused(line, "more than %d objectives.".formatted(MOST_OBJECTIVES));
    }
    var identity =
        List.of(
            String.valueOf(objective.service()),
            String.valueOf(objective.environment()),
            objective.name());
    if (!names.add(identity)) {
      throw new ObjectiveRefused(
          FindingCode.NAME_TWICE,
          "Line %d: %s stands in the file twice.".formatted(line, objective.name()),
          "A name is unique within service and environment.",
          "Rename the second one, or leave it out.");
    }
  }

  private static void longest(int line, String what, String text, int most) {
    if (text.length() > most) {
      throw Keys.refused(line, "%s is longer than %,d characters.".formatted(what, most));
    }
  }

  private static SloFinding notPortable(String name) {
    return SloFinding.of(
        FindingCode.NAME_NOT_PORTABLE,
        "The name \"%s\" has signs that Sloth refuses.".formatted(name),
        "Sloth takes letters, digits, dashes, dots and underscores, at least two of them, with a"
            + " letter or digit at both ends.",
        "The portal keeps the name as it is; it cannot be written out for Sloth.");
  }
}
