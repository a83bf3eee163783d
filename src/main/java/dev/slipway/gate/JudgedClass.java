package dev.slipway.gate;

import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ProposedChange;
import java.util.Locale;

/// The class by which a change is judged.
///
/// @param why in a sentence
/// @param declared whether it is what the requester calls it, and lighter than what the portal can
///   tell: whoever approves confirms it
record JudgedClass(ChangeClass changeClass, String why, boolean declared) {

  /// A rollback is what the portal's history says it is. Without the commits of a version nobody
  /// can tell a fix from a feature, so a version is a feature until its requester calls it
  /// otherwise.
  ///
  /// @param mayDeclare whether the requester has the right to call it lighter
  static JudgedClass of(ProposedChange change, boolean mayDeclare) {
    if (change.isRollback()) {
      return new JudgedClass(ChangeClass.ROLLBACK, "It goes back to what ran before.", false);
    }
    var told = told(change);
    var declared = change.facts().declared();
    if (declared == null || declared.changeClass() == told.changeClass()) {
      return told;
    }
    var named = declared.changeClass();
    if (!named.isLighter()) {
      // To be judged more strictly is everybody's own choice.
      return named == ChangeClass.FEATURE
          ? new JudgedClass(named, "Its requester calls it a feature.", false)
          : told;
    }
    if (declared.ticket() == null) {
      return told.but("To count as a %s it needs a ticket. ".formatted(named.words()));
    }
    if (!mayDeclare) {
      return told.but(
          "Its requester may not call it a %s: an owner of the service may. "
              .formatted(named.words()));
    }
    return new JudgedClass(
        named,
        "Its requester calls it a %s (%s).".formatted(named.words(), declared.ticket()),
        true);
  }

  private static JudgedClass told(ProposedChange change) {
    return change.kind().bringsImages()
        ? new JudgedClass(
            ChangeClass.FEATURE,
            "Nothing tells which commits it brings, so it counts as a feature.",
            false)
        : new JudgedClass(
            ChangeClass.CHORE,
            "A %s brings no new code.".formatted(change.kind().noun().toLowerCase(Locale.ROOT)),
            false);
  }

  private JudgedClass but(String first) {
    return new JudgedClass(changeClass, first + why, false);
  }
}
