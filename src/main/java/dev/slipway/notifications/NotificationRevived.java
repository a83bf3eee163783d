package dev.slipway.notifications;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;

/// Somebody sends a notification again that was given up.
public record NotificationRevived(Subject subject, Actor actor) implements PortalEvent {

  @Override
  public String action() {
    return "notification.sent-again";
  }
}
