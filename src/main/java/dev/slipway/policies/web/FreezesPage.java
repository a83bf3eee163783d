package dev.slipway.policies.web;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The freeze calendar.
///
/// @param past those that never hold again, ended by somebody or run out
/// @param typed what was typed for one freeze of the calendar, by the id of its field
/// @param whyNot why this person cannot declare one anywhere, or an empty string
public record FreezesPage(
    List<FreezeRow> freezes,
    List<FreezeRow> past,
    FreezeForm form,
    Map<String, String> environments,
    Map<String, String> systems,
    Map<String, String> errors,
    Map<String, String> typed,
    String whyNot) {

  public boolean mayDeclare() {
    return whyNot.isEmpty();
  }

  public long active() {
    return freezes.stream().filter(FreezeRow::active).count();
  }

  /// Offered to the zone field; any IANA name is taken.
  public List<String> zones() {
    return new TreeSet<>(ZoneId.getAvailableZoneIds())
        .stream()
            .filter(zone -> zone.matches("(Africa|America|Asia|Australia|Europe|Pacific)/\\w+|UTC"))
            .toList();
  }
}
