package dev.slipway.shell;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a state word looks: never colour alone, always shape and word with it.
///
/// @param tone suffix of the `tone-` class
/// @param icon name of an icon of the sprite
/// @param word what people read
public record Look(String tone, String icon, String word) {

  private static final Map<String, Look> LOOKS =
      Map.ofEntries(
          // health
          Map.entry("healthy", new Look("ok", "circle-check", "Healthy")),
          Map.entry("progressing", new Look("progressing", "progressing", "Rolling out")),
          Map.entry("degraded", new Look("degraded", "triangle-alert", "Degraded")),
          Map.entry("failed", new Look("failed", "octagon-x", "Failed")),
          Map.entry("suspended", new Look("unknown", "circle-pause", "Paused")),
          Map.entry("unknown", new Look("unknown", "unknown", "Unknown")),
          // rollout
          Map.entry("complete", new Look("ok", "circle-check", "Complete")),
          Map.entry("paused", new Look("unknown", "circle-pause", "Paused")),
          Map.entry("stalled", new Look("failed", "octagon-x", "Stalled")),
          Map.entry("blocked", new Look("failed", "ban", "Blocked")),
          Map.entry("scaled-to-zero", new Look("unknown", "circle-slash", "Scaled to 0")),
          // error budgets
          Map.entry("no-traffic", new Look("unknown", "minus", "No traffic")),
          Map.entry("review", new Look("degraded", "list-checks", "Review")),
          Map.entry("freeze", new Look("degraded", "snowflake", "Freeze")),
          Map.entry("feature-stop", new Look("failed", "lock", "Feature stop")),
          Map.entry("exhausted", new Look("failed", "ban", "Exhausted")),
          // freshness and place
          Map.entry("live", new Look("ok", "circle-check", "Live")),
          Map.entry("stale", new Look("unknown", "clock", "Stale")),
          Map.entry("lost", new Look("unknown", "clock", "No signal")),
          Map.entry("none", new Look("unknown", "minus", "Not deployed")),
          Map.entry("drift", new Look("degraded", "drift", "Drift")),
          Map.entry("locked", new Look("unknown", "lock", "Locked")),
          Map.entry("frozen", new Look("unknown", "snowflake", "Frozen")),
          // plans
          Map.entry("planned", new Look("unknown", "file-text", "Planned")),
          Map.entry("pending-approval", new Look("waiting", "hourglass", "Needs OK")),
          Map.entry("approved", new Look("ok", "shield-check", "Approved")),
          Map.entry("rejected", new Look("failed", "ban", "Rejected")),
          Map.entry("expired", new Look("unknown", "clock", "Expired")),
          Map.entry("superseded", new Look("unknown", "layers", "Superseded")),
          Map.entry("plan-stale", new Look("unknown", "drift", "Out of date")),
          Map.entry("revoked", new Look("failed", "undo-2", "Revoked")),
          Map.entry("withdrawn", new Look("unknown", "undo-2", "Withdrawn")),
          Map.entry("started", new Look("progressing", "play", "Started")),
          // deployments
          Map.entry("queued", new Look("progressing", "list", "Queued")),
          Map.entry("running", new Look("progressing", "progressing", "Running")),
          Map.entry("verifying", new Look("progressing", "progressing", "Running")),
          Map.entry("succeeded", new Look("ok", "circle-check", "Succeeded")),
          Map.entry("rolled-back", new Look("failed", "rotate-ccw", "Rolled back")),
          Map.entry("taken-back", new Look("degraded", "undo-2", "Taken back")),
          Map.entry("verification-failed", new Look("failed", "octagon-x", "Verification failed")),
          Map.entry("aborting", new Look("degraded", "circle-stop", "Aborting")),
          Map.entry("aborted", new Look("unknown", "circle-stop", "Aborted")),
          Map.entry("observed", new Look("unknown", "eye", "Observed")),
          // verdicts
          Map.entry("allow", new Look("ok", "circle-check", "Allow")),
          Map.entry("condition", new Look("degraded", "contrast", "Allow with condition")),
          Map.entry("needs-approval", new Look("waiting", "hourglass", "Needs approval")),
          Map.entry("block", new Look("failed", "ban", "Block")),
          // outcomes and pods
          Map.entry("accepted", new Look("ok", "circle-check", "Done")),
          Map.entry("denied", new Look("degraded", "ban", "Denied")),
          Map.entry("ready", new Look("ok", "circle-check", "Ready")),
          Map.entry("starting", new Look("progressing", "progressing", "Starting")),
          Map.entry("ending", new Look("unknown", "minus", "Ending")),
          Map.entry("to-do", new Look("unknown", "circle", "To do")),
          Map.entry("done", new Look("ok", "circle-check", "Done")),
          Map.entry("waiting", new Look("waiting", "hourglass", "Waits")),
          Map.entry("info", new Look("unknown", "info", "Note")),
          Map.entry("warning", new Look("degraded", "triangle-alert", "Warning")));

  /// The look of a state: an enum constant, a slug such as `pending-approval`, or a word never
  /// heard of, which looks unknown and keeps its word.
  public static Look of(@Nullable Object state) {
    String slug = slug(state);
    Look known = LOOKS.get(slug);
    return known != null ? known : new Look("unknown", "unknown", sentence(slug));
  }

  public String toneClass() {
    return "tone-" + tone;
  }

  private static String slug(@Nullable Object state) {
    return state == null
        ? "unknown"
        : state.toString().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  private static String sentence(String slug) {
    String words = slug.replace('-', ' ');
    return words.isEmpty()
        ? "Unknown"
        : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
