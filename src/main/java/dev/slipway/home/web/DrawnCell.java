package dev.slipway.home.web;

import dev.slipway.home.Cell;
import dev.slipway.shell.CellParts;
import dev.slipway.shell.Icons;
import dev.slipway.shell.Patch;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A cell in the words of the component that draws it, and as the patches that bring a drawn one up
/// to date.
///
/// @param from version before, while another one is on its way, or empty
record DrawnCell(
    String id,
    String href,
    String label,
    String state,
    boolean tinted,
    boolean stale,
    boolean locked,
    String from,
    String version,
    String ready,
    String note,
    String title)
    implements CellParts {

  static DrawnCell of(Cell cell, String service, String environment, Instant now) {
    return new DrawnCell(
        cell.id(),
        "/services/" + service + "/env/" + environment,
        service + " in " + environment + ": " + cell.spoken(now),
        cell.look(),
        cell.isLoud() && !cell.stale(),
        cell.stale(),
        cell.isLocked(),
        cell.versionBefore(),
        cell.versionNow(),
        cell.ready(),
        cell.note(now),
        cell.title());
  }

  List<Patch> patches(Icons icons) {
    return List.of(
        new Patch(id, null, Map.of("class", classes(), "aria-label", label)),
        new Patch(iconId(), null, Map.of("href", icons.href(icon()))),
        new Patch(lockId(), null, Map.of("class", lockClasses())),
        new Patch(versionsId(), null, Map.of("title", title)),
        Patch.text(fromId(), from),
        Patch.text(versionId(), version),
        Patch.text(readyId(), ready),
        Patch.text(noteId(), note));
  }
}
