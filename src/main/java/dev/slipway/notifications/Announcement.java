package dev.slipway.notifications;

import dev.slipway.kernel.PortalEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the world outside is told of an event, if anything. Knows actions and their facts, no
/// feature.
///
/// @param audience who gets a notice inside the portal, too; null for nobody
/// @param outside whether it leaves the portal
record Announcement(
    String text, @Nullable String link, @Nullable Audience audience, boolean outside) {

  /// Those whom an event concerns.
  enum Audience {
    /// Who may decide on changes of its subject.
    APPROVERS,
    /// Who looks after the clusters.
    ADMINISTRATORS,
    /// Whom the event names.
    NAMED
  }

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static Optional<Announcement> of(PortalEvent event) {
    return switch (event.action()) {
      case "approval.requested" ->
          Optional.of(
              new Announcement(
                  (event.tells().isEmpty() ? "Waits for approval: " : "Waits for a second person: ")
                      + title(event)
                      + said(event.actor().name(), event),
                  approval(event),
                  Audience.NAMED,
                  true));
      case "approval.met" ->
          told("Approved by " + names(event) + ": " + title(event), approval(event));
      case "approval.rejected" ->
          told("Rejected: " + title(event) + said(fact(event, "by"), event), approval(event));
      // Outside, the decision is told.
      case "act.done" -> inside("Done, as you asked: ", event);
      case "act.rejected", "act.failed", "act.expired" -> inside("Not done: ", event);
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
                      Audience.APPROVERS,
                      true))
              : Optional.empty();
      case "verification.failed",
          "verification.inconclusive",
          "verification.error",
          "verification.rollback-skipped" ->
          Optional.of(
              new Announcement(
                  "Needs a look: " + event.subject().name() + because(event),
                  "/deployments/" + event.subject().id(),
                  Audience.NAMED,
                  true));
      // Of several thresholds that are crossed at once, one is told.
      case "budget-task.raised" ->
          event.tells().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Announcement(
                      title(event) + said(event.actor().name(), event),
                      "/slo/" + event.subject().id(),
                      Audience.NAMED,
                      true));
      case "sync.paused-for-long" ->
          Optional.of(
              new Announcement(
                  "Argo CD has been paused for long: " + event.reason(),
                  "/deployments/" + event.subject().id(),
                  Audience.APPROVERS,
                  true));
      case "cluster.credentials-expiring" ->
          toAdministrators(
              event, "The credentials of cluster %%s end on %s.".formatted(ends(event)));
      case "cluster.credentials-expired" ->
          toAdministrators(
              event,
              "The credentials of cluster %%s expired on %s: nothing is seen there any more."
                  .formatted(ends(event)));
      case "cluster.credentials-refused" ->
          toAdministrators(
              event,
              "Cluster %s does not accept its credentials any more: nothing is seen there until they"
                  + " are replaced.");
      default -> Optional.empty();
    };
  }

  private static Optional<Announcement> told(String text, @Nullable String link) {
    return Optional.of(new Announcement(text, link, null, true));
  }

  /// One line: nobody in particular did it.
  private static Optional<Announcement> inside(String what, PortalEvent event) {
    var why = event.reason() == null ? "" : event.reason().replaceFirst("^Not done: ", "");
    var text = what + title(event) + (why.isBlank() ? "" : ". " + why.replaceAll("\\s+", " "));
    return Optional.of(new Announcement(text, approval(event), Audience.NAMED, false));
  }

  private static Optional<Announcement> toAdministrators(PortalEvent event, String sentence) {
    var cluster = event.subject().name();
    return Optional.of(
        new Announcement(
            sentence.formatted(cluster), "/clusters/" + cluster, Audience.ADMINISTRATORS, true));
  }

  private static String ends(PortalEvent event) {
    return DAY.format(Instant.parse(fact(event, "expires")));
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
