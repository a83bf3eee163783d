package dev.slipway.sandbox.web;

import dev.slipway.sandbox.FreshStart;
import dev.slipway.sandbox.Telling;
import org.jspecify.annotations.Nullable;

/// What a fresh start would end, and who may ask for it.
///
/// @param telling how far the story is
/// @param whyNot why this person cannot; null where they can
/// @param problem what was wrong with the last try
/// @param done whether the clusters are on their way back
record FreshStartPage(
    FreshStart.Outlook outlook,
    Telling telling,
    @Nullable String whyNot,
    @Nullable String problem,
    boolean done) {

  public String running() {
    return outlook.running() == 0
        ? "No deployment is running."
        : counted(
            outlook.running(), "running deployment is aborted", "running deployments are aborted");
  }

  public String plans() {
    return outlook.openPlans() == 0
        ? "No plan is open."
        : counted(
            outlook.openPlans(),
            "open plan is withdrawn, with its approvals",
            "open plans are withdrawn, with their approvals");
  }

  public String closures() {
    var locks = counted(outlook.locks(), "lock is released", "locks are released");
    var freezes = counted(outlook.freezes(), "freeze ends", "freezes end");
    if (outlook.locks() == 0) {
      return outlook.freezes() == 0 ? "No lock and no freeze is in force." : freezes + ".";
    }
    return outlook.freezes() == 0 ? locks + "." : locks + " and " + freezes + ".";
  }

  /// What of the story did not come about, and what to do.
  public String missing() {
    return String.join(" ", telling.missing())
        + " The log of the portal says the same. Reset once more when that is over.";
  }

  public boolean incomplete() {
    return !telling.missing().isEmpty();
  }

  public String attached() {
    return String.join(", ", outlook.attached());
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
