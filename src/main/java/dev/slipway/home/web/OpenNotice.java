package dev.slipway.home.web;

import dev.slipway.home.Pending;

/// What is asked for, or on its way, as a notice that leads to it.
///
/// @param state a word that has a look
record OpenNotice(String state, String title, String text, String href, String action) {

  /// @param where the environment, or an empty string on a page that has only one
  static OpenNotice of(Pending pending, String where) {
    var text = pending.sentence() + ".";
    return switch (pending.stage()) {
      case ASKED ->
          notice(
              "waiting",
              where,
              "Waits for " + (pending.waitsFor().isEmpty() ? "an approver" : pending.people()),
              text,
              pending,
              "Read the plan");
      case APPROVED ->
          notice(
              "approved",
              where,
              "Approved, not started",
              text + " Whoever may plan changes here can start it.",
              pending,
              "Open the plan");
      case RUNNING ->
          pending.isUnknown()
              ? notice(
                  "unknown",
                  where,
                  "Outcome unknown",
                  text + " Look at the workload, then say how it ended.",
                  pending,
                  "Open the deployment")
              : notice(
                  "progressing",
                  where,
                  "Under way, " + pending.progress(),
                  text,
                  pending,
                  "Watch the deployment");
    };
  }

  private static OpenNotice notice(
      String state, String where, String title, String text, Pending pending, String action) {
    var begin =
        where.isEmpty()
            ? title
            : where
                + ": "
                + title.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                + title.substring(1);
    return new OpenNotice(state, begin, text, pending.link(), action);
  }
}
