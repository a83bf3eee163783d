package dev.slipway.integrations.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page of the API shows.
///
/// @param page the page that somebody came from, or null
/// @param here the calls for that page, filled in
record ApiPage(String base, @Nullable String page, List<CallLine> here, List<Group> groups) {

  /// Whether a line has a place for a version that is not known here.
  public boolean asksForVersion() {
    return here.stream().anyMatch(call -> call.curl() != null && call.curl().contains("VERSION"));
  }

  /// Calls of one kind.
  record Group(String name, String description, List<CallLine> calls) {}

  /// One call.
  ///
  /// @param right who may
  /// @param curl the line to copy; null where none would work
  /// @param whyNoLine what is said in its place
  record CallLine(
      String id,
      String method,
      String path,
      String summary,
      String description,
      String right,
      List<FieldLine> fields,
      String answers,
      @Nullable String curl,
      String whyNoLine) {}

  /// A parameter or a field of the body.
  ///
  /// @param where `path`, `query`, `header` or `body`
  record FieldLine(String name, String where, boolean required, String type, String meaning) {}
}
