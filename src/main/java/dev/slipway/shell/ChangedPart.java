package dev.slipway.shell;

import org.jspecify.annotations.Nullable;

/// A line of a diff beside the line that it took the place of: what both begin and end with, and
/// what differs between.
public record ChangedPart(String before, String changed, String after) {

  /// Where a word of YAML or of an image reference ends; a mark begins and ends there.
  private static final String BORDERS = " :/=,\"@";

  /// @param other the other line, or null where there is none to compare with
  static ChangedPart of(String line, @Nullable String other) {
    if (other == null) {
      return new ChangedPart(line, "", "");
    }
    var most = Math.min(line.length(), other.length());
    var from = 0;
    while (from < most && line.charAt(from) == other.charAt(from)) {
      from++;
    }
    while (from > 0 && BORDERS.indexOf(line.charAt(from - 1)) < 0) {
      from--;
    }
    var same = 0;
    while (same < most - from
        && line.charAt(line.length() - 1 - same) == other.charAt(other.length() - 1 - same)) {
      same++;
    }
    while (same > 0 && BORDERS.indexOf(line.charAt(line.length() - same)) < 0) {
      same--;
    }
    var to = line.length() - same;
    return line.substring(0, from).isBlank()
        ? new ChangedPart(line, "", "")
        : new ChangedPart(line.substring(0, from), line.substring(from, to), line.substring(to));
  }
}
