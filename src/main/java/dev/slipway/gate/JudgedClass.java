package dev.slipway.gate;

import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ProposedChange;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The class by which a change is judged.
///
/// @param why in a sentence
/// @param declared whether it is what the requester calls it, and lighter than what the portal can
///   tell: whoever approves confirms it
/// @param commits what it was derived from; null where the commits are not known
record JudgedClass(
    ChangeClass changeClass, String why, boolean declared, @Nullable DecisionCommits commits) {

  private static final String UNTOLD =
      "Nothing tells which commits it brings, so it counts as a feature.";

  /// A rollback is what the portal's history says it is. Without the commits of a version nobody
  /// can tell a fix from a feature, so a version is a feature until its requester calls it
  /// otherwise; once they are known, no requester calls it a fix that they are not. How urgent a
  /// feature is no commit tells, so that may still be declared.
  ///
  /// @param mayDeclare whether the requester has the right to call it lighter
  static JudgedClass of(ProposedChange change, boolean mayDeclare, Brought brought) {
    if (change.isRollback()) {
      return new JudgedClass(ChangeClass.ROLLBACK, "It goes back to what ran before.", false, null);
    }
    var told = told(change, brought);
    var declared = change.facts().declared();
    if (declared == null || declared.changeClass() == told.changeClass()) {
      return told;
    }
    var named = declared.changeClass();
    if (!named.isLighter()) {
      // To be judged more strictly is everybody's own choice.
      return named == ChangeClass.FEATURE
          ? told.as(named, "Its requester calls it a feature.", false)
          : told;
    }
    if (told.commits() != null) {
      if (named == ChangeClass.CRITICAL_FEATURE && told.changeClass() == ChangeClass.FIX) {
        return told.as(named, "Its requester calls it a critical feature.", false);
      }
      if (named != ChangeClass.CRITICAL_FEATURE || told.changeClass() != ChangeClass.FEATURE) {
        return brought.changeClass(true) == named ? told : told.but(contradicted(named));
      }
    }
    if (declared.ticket() == null) {
      return told.but("To count as a %s it needs a ticket. ".formatted(named.words()));
    }
    if (!mayDeclare) {
      return told.but(
          "Its requester may not call it a %s: an owner of the service may. "
              .formatted(named.words()));
    }
    return told.as(
        named,
        "Its requester calls it a %s (%s).".formatted(named.words(), declared.ticket()),
        true);
  }

  private static String contradicted(ChangeClass named) {
    // What a security fix closes is known to scanners, so commits never make a change one.
    return named == ChangeClass.SECURITY
        ? "Its requester calls it a security fix, which commits do not prove. "
        : "Its requester calls it a %s, its commits say otherwise. ".formatted(named.words());
  }

  private static JudgedClass told(ProposedChange change, Brought brought) {
    if (!change.kind().bringsImages()) {
      return new JudgedClass(
          ChangeClass.CHORE,
          "A %s brings no new code.".formatted(change.kind().noun().toLowerCase(Locale.ROOT)),
          false,
          null);
    }
    if (!brought.isKnown()) {
      return new JudgedClass(
          ChangeClass.FEATURE,
          brought.gap().isEmpty() ? UNTOLD : UNTOLD + " " + brought.gap(),
          false,
          null);
    }
    var ticket = change.facts().ticket();
    var derived = brought.changeClass(ticket != null);
    var declared = change.facts().declared();
    return new JudgedClass(
        derived,
        sentence(brought, derived, ticket),
        false,
        new DecisionCommits(
            derived.slug(),
            declared == null ? null : declared.changeClass().slug(),
            ticket,
            brought.ranges()));
  }

  private static String sentence(Brought brought, ChangeClass derived, @Nullable String ticket) {
    if (brought.changeClass(true) != derived) {
      return brought.words()
          + ": without a ticket it counts as a feature. Plan it with the ticket that it repairs.";
    }
    return "%s%s, so it counts as %s %s."
        .formatted(
            brought.words(),
            derived == ChangeClass.FIX ? " (" + ticket + ")" : "",
            derived == ChangeClass.CHORE ? "an" : "a",
            derived.words());
  }

  private JudgedClass as(ChangeClass other, String because, boolean byWord) {
    return new JudgedClass(other, because, byWord, commits);
  }

  private JudgedClass but(String first) {
    return new JudgedClass(changeClass, first + why, false, commits);
  }
}
