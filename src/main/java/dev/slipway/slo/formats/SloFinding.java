package dev.slipway.slo.formats;

import dev.slipway.slo.Indicator;
import org.jspecify.annotations.Nullable;

/// Something that a person should look at.
///
/// @param what stands there
/// @param why that matters
/// @param todo what to do about it
/// @param repair what should stand there, to be shown; null where nobody can tell
/// @param repaired the whole indicator with that repair, to be taken over once a person accepts it;
///   null where the repair is not one of queries
public record SloFinding(
    FindingCode code,
    String what,
    String why,
    String todo,
    @Nullable String repair,
    @Nullable Indicator repaired) {

  private static final int LONGEST = 600;

  /// As a query may be; a repair that is longer could not be taken over.
  private static final int LONGEST_REPAIR = 4_000;

  /// Parts are cut to what a page can show, because files may hold anything.
  public SloFinding {
    what = cut(what);
    why = cut(why);
    todo = cut(todo);
    if (repair != null && repair.length() > LONGEST_REPAIR) {
      repair = null;
      repaired = null;
    }
  }

  static SloFinding of(FindingCode code, String what, String why, String todo) {
    return new SloFinding(code, what, why, todo, null, null);
  }

  SloFinding withRepair(String text) {
    return new SloFinding(code, what, why, todo, text, null);
  }

  SloFinding withRepair(String text, Indicator indicator) {
    return new SloFinding(code, what, why, todo, text, indicator);
  }

  /// The three as one text.
  public String detail() {
    return what + " " + why + " " + todo;
  }

  /// The same, with what should stand there where somebody can tell.
  public String sentence() {
    return repair == null ? detail() : detail() + " It should be: " + repair;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
