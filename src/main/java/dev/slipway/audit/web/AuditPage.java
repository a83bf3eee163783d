package dev.slipway.audit.web;

import dev.slipway.shell.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The list of events with its filters.
///
/// @param chips filters that hold, each with the address without it
/// @param facets values to narrow by, most frequent first
/// @param rows newest first
/// @param event the event shown beside the list, or null
/// @param fixed the address with its times fixed, to hand on; null if they are
/// @param backwards whether it asks for an end that is before its beginning
/// @param first address of the first page where this is a later one
record AuditPage(
    AuditAddressView address,
    List<Choice> chips,
    List<Facet> facets,
    AuditChart chart,
    List<AuditRow> rows,
    @Nullable AuditEventView event,
    String shown,
    boolean backwards,
    @Nullable String first,
    @Nullable String next,
    @Nullable String fixed,
    boolean mayExport) {

  /// What the form keeps and what the export links say.
  ///
  /// @param query asks an export for exactly what the page shows
  public record AuditAddressView(
      @Nullable String q,
      @Nullable String from,
      @Nullable String to,
      List<Kept> kept,
      String query) {

    /// A moment, such as a handed on address has it, needs more room than a field for days.
    public String fieldFor(@Nullable String time) {
      return time == null || time.length() == "2026-01-31".length() ? "date" : "text";
    }
  }

  /// A value that the search form sends along.
  public record Kept(String name, String value) {}

  /// Values to narrow by.
  ///
  /// @param more rarer ones, folded away
  /// @param rarer how many still rarer ones are not listed
  public record Facet(String title, List<Choice> choices, List<Choice> more, long rarer) {}
}
