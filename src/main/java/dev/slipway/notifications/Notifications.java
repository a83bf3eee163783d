package dev.slipway.notifications;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What left the portal, what waits to, and what was given up.
@Service
public class Notifications {

  private static final int PAGE = 50;

  private final NotificationRepository notifications;
  private final Outbox outbox;
  private final Access access;
  private final ApplicationEventPublisher events;

  Notifications(
      NotificationRepository notifications,
      Outbox outbox,
      Access access,
      ApplicationEventPublisher events) {
    this.notifications = notifications;
    this.outbox = outbox;
    this.access = access;
    this.events = events;
  }

  @Transactional(readOnly = true)
  public Page<NotificationView> newest(@Nullable UUID before) {
    var found = notifications.newest(before, PAGE + 1);
    var shown = found.stream().limit(PAGE).toList();
    return new Page<>(shown, found.size() > PAGE ? shown.getLast().id().toString() : null);
  }

  /// How many were given up.
  @Transactional(readOnly = true)
  public int dead() {
    return notifications.dead();
  }

  /// Sends one that was given up again.
  @Transactional
  public void sendAgain(UUID id, Actor actor) {
    var subject = Subject.of("notification", id, "Notification");
    access.require(actor, Permission.WEBHOOK_MANAGE, Scope.PORTAL, subject);
    if (!notifications.revive(id)) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "It is not among those that were given up any more.");
    }
    outbox.wake(id);
    events.publishEvent(new NotificationRevived(subject, actor));
  }
}
