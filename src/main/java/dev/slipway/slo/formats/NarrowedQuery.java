package dev.slipway.slo.formats;

import java.util.Optional;

/// A query that asks for a part of what it asked for: every selector gets one condition more.
public final class NarrowedQuery {

  private NarrowedQuery() {}

  /// The same query for series whose label matches; empty where it names no series.
  ///
  /// @param regex in RE2, without a quotation mark or a backslash
  public static Optional<String> of(String query, String label, String regex) {
    if (regex.indexOf('"') >= 0 || regex.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(regex + " cannot stand between quotation marks");
    }
    var selectors = PromText.of(query).selectors;
    if (selectors.isEmpty()) {
      return Optional.empty();
    }
    var condition = label + "=~\"" + regex + "\"";
    var narrowed = new StringBuilder(query);
    // From the end on, so that what was found stays where it was.
    for (var selector : selectors.reversed()) {
      if (query.charAt(selector.end() - 1) == '}') {
        var inside = query.substring(selector.start(), selector.end() - 1).stripTrailing();
        var bare = inside.endsWith("{") || inside.endsWith(",");
        narrowed.insert(selector.end() - 1, bare ? condition : "," + condition);
      } else {
        narrowed.insert(selector.end(), "{" + condition + "}");
      }
    }
    return Optional.of(narrowed.toString());
  }
}
