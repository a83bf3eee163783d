package dev.slipway.notifications;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.slipway.kernel.PortalEvent;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Writes what has to leave the portal in the transaction of the event, with the task that delivers
/// it. The event and its notification are committed together or not at all.
@Component
class Outbox {

  private final NotificationRepository notifications;
  private final Notices notices;
  private final Webhooks webhooks;
  private final SchedulerClient scheduler;
  private final Clock clock;

  Outbox(
      NotificationRepository notifications,
      Notices notices,
      Webhooks webhooks,
      SchedulerClient scheduler,
      Clock clock) {
    this.notifications = notifications;
    this.notices = notices;
    this.webhooks = webhooks;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  @EventListener
  @Transactional(propagation = Propagation.REQUIRED)
  void on(PortalEvent event) {
    Announcement.of(event).ifPresent(announcement -> write(event, announcement));
  }

  private void write(PortalEvent event, Announcement announcement) {
    if (announcement.audience() != null) {
      notices.tell(announcement.audience(), event, announcement);
    }
    if (announcement.outside() && webhooks.isSet()) {
      wake(notifications.insert(event.action(), announcement.text(), announcement.link()));
    }
  }

  void wake(UUID notification) {
    scheduler.scheduleIfNotExists(
        NotificationConfiguration.DELIVERY.instance(notification.toString()).build(), clock.now());
  }
}
