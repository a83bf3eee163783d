package dev.slipway.shell;

/// Ids and classes of the parts of a `ui/cell`, for whoever draws it and for live patches. They are
/// put together here: a matrix has 300 cells, and a template takes several times as long for it.
public interface CellParts {

  String id();

  /// A word that [Look] knows.
  String state();

  boolean tinted();

  boolean stale();

  boolean locked();

  default String classes() {
    return "cell "
        + Look.of(state()).toneClass()
        + (tinted() ? " cell-tinted" : "")
        + (stale() ? " cell-stale" : "");
  }

  default String icon() {
    return Look.of(state()).icon();
  }

  default String lockClasses() {
    return locked() ? "icon cell-lock" : "icon cell-lock cell-open";
  }

  default String iconId() {
    return id() + "-icon";
  }

  default String lockId() {
    return id() + "-lock";
  }

  default String versionsId() {
    return id() + "-versions";
  }

  default String fromId() {
    return id() + "-from";
  }

  default String versionId() {
    return id() + "-version";
  }

  default String readyId() {
    return id() + "-ready";
  }

  default String noteId() {
    return id() + "-note";
  }
}
