package dev.slipway.catalog.web;

import dev.slipway.catalog.DeclaredFact;
import java.util.List;
import java.util.regex.Pattern;

/// Facts as people type them, one in a line: `Terraform state: in Azure Blob <https://...>`.
final class FactLines {

  private static final Pattern LINE = Pattern.compile("([^:<>]*)(?::([^<>]*))?(?:<([^<>]*)>)?\\s*");

  private FactLines() {}

  /// A line that is none becomes a name that is refused or kept as it is; nothing typed is lost.
  static List<DeclaredFact> read(String text) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .map(line -> {
          var match = LINE.matcher(line);
          return match.matches()
              ? new DeclaredFact(match.group(1), or(match.group(2)), or(match.group(3)))
              : new DeclaredFact("", line, "");
        })
        .toList();
  }

  private static String or(String group) {
    return group == null ? "" : group;
  }
}
