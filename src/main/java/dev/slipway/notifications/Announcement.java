package dev.slipway.notifications;

import dev.slipway.kernel.PortalEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the world outside is told of an event, if anything. Knows actions and their facts, no
/// feature.
///
/// @param toApprovers whether those who may decide get a notice inside the portal, too
record Announcement(String text, @Nullable String link, boolean toApprovers) {

  static Optional<Announcement> of(PortalEvent event) {
    return switch (event.action()) {
      case "approval.requested" ->
          told(
              "Waits for approval: " + title(event) + said(event.actor().name(), event),
              approval(event));
      case "approval.met" ->
          told("Approved by " + names(event) + ": " + title(event), approval(event));
      case "approval.rejected" ->
          told("Rejected: " + title(event) + said(fact(event, "by"), event), approval(event));
      case "deployment.failed", "deployment.unknown", "deployment.rolled-back" ->
          told(
              "Deployment " + ending(event) + ": " + event.subject().name() + because(event),
              "/deployments/" + event.subject().id());
      case "deployment.queued" ->
          "rollback".equals(event.after().get("kind"))
              ? Optional.of(
                  new Announcement(
                      "Rollback started: "
                          + event.subject().name()
                          + said(event.actor().name(), event),
                      "/deployments/" + event.subject().id(),
                      true))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Announcement> told(String text, @Nullable String link) {
    return Optional.of(new Announcement(text, link, false));
  }

  private static String title(PortalEvent event) {
    var title = fact(event, "title");
    return title.isEmpty() ? event.subject().name() : title;
  }

  private static String names(PortalEvent event) {
    return event.after().get("by") instanceof List<?> by
        ? String.join(" and ", by.stream().map(String::valueOf).toList())
        : "somebody";
  }

  private static @Nullable String approval(PortalEvent event) {
    var id = fact(event, "approval");
    return id.isEmpty() ? null : "/approvals/" + id;
  }

  private static String ending(PortalEvent event) {
    return switch (event.action()) {
      case "deployment.unknown" -> "needs a look, its outcome is unknown";
      case "deployment.rolled-back" -> "rolled back";
      default -> "failed";
    };
  }

  private static String said(String who, PortalEvent event) {
    var reason = event.reason();
    return reason == null || reason.isBlank() ? "\n" + who : "\n" + who + ": " + reason;
  }

  private static String because(PortalEvent event) {
    var reason = event.reason();
    return reason == null || reason.isBlank() ? "" : "\n" + reason;
  }

  private static String fact(PortalEvent event, String name) {
    var value = event.after().get(name);
    return value == null ? "" : value.toString();
  }
}
