package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.deployments.Obstacle;
import dev.slipway.deployments.PausedSyncs;
import dev.slipway.home.Pending;
import dev.slipway.policies.FreezeWindows.ActiveFreeze;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
              text
                  + " Whoever may plan changes here can start it, once no check of its plan blocks it.",
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

  /// A change that runs and cannot come up as things are.
  static OpenNotice of(Pending pending, Obstacle obstacle, String where) {
    return notice(
        "failed",
        where,
        obstacle.brief(),
        "%s: %s. %s".formatted(pending.sentence(), obstacle.sentence(), obstacle.nextWords()),
        pending,
        "Watch the deployment");
  }

  /// A freeze that holds: who froze what, why, until when, and what it lets pass. A page of its own
  /// says beside the buttons what can still be done.
  static OpenNotice of(ActiveFreeze active, EnvironmentView environment, String where) {
    var freeze = active.freeze();
    return new OpenNotice(
        "frozen",
        begin(where, "Frozen until " + active.untilWords()),
        "\"%s\" by %s: %s %s"
            .formatted(
                freeze.name(),
                freeze.editedBy(),
                sentence(freeze.reason()),
                where.isEmpty()
                    ? "A rollback passes."
                    : "Changes can be previewed now, not started; a rollback passes."),
        "/freezes?environment=" + environment.slug(),
        "See the calendar");
  }

  /// An application that is kept from syncing by itself: until somebody resumes it.
  ///
  /// @param resume where it is resumed; null for somebody who may not
  static OpenNotice of(PausedSyncs.Pause pause, @Nullable String resume) {
    return new OpenNotice(
        pause.isLong() ? "warning" : "paused",
        pause.isLong()
            ? "Argo CD has been paused for long"
            : "Argo CD does not sync " + pause.application() + " by itself",
        pause.sentence()
            + (pause.isLong()
                ? " Bring what was changed into its source, then resume it."
                : " Nothing is put back until it is resumed."),
        resume == null ? "/deployments/" + pause.deployment() : resume,
        resume == null ? "Open the deployment" : "Resume it");
  }

  private static String sentence(String text) {
    return text.matches("(?s).*[.!?]") ? text : text + ".";
  }

  private static OpenNotice notice(
      String state, String where, String title, String text, Pending pending, String action) {
    return new OpenNotice(state, begin(where, title), text, pending.link(), action);
  }

  private static String begin(String where, String title) {
    return where.isEmpty()
        ? title
        : where + ": " + title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
  }
}
