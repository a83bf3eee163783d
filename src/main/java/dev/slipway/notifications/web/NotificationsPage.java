package dev.slipway.notifications.web;

import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.notifications.NotificationView;
import dev.slipway.notifications.WebhookView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The webhook and what was sent to it.
///
/// @param secondPerson who has to agree to another address; empty where one person is enough
public record NotificationsPage(
    @Nullable WebhookView webhook,
    List<WaitingAct> waiting,
    String secondPerson,
    List<NotificationView> sent,
    @Nullable String next,
    int dead,
    String url,
    String reason,
    Map<String, String> errors) {

  public Map<String, ?> panelVariables() {
    return Map.of();
  }

  public boolean editable() {
    return webhook == null || !webhook.configured();
  }

  /// A word that the shell has a look for.
  public String state(NotificationView notification) {
    return switch (notification.state()) {
      case WAITING -> notification.attempts() == 0 ? "queued" : "warning";
      case DELIVERED -> "done";
      case DEAD -> "failed";
    };
  }

  public String word(NotificationView notification) {
    return switch (notification.state()) {
      case WAITING ->
          notification.attempts() == 0
              ? "Waiting"
              : "Tried "
                  + notification.attempts()
                  + (notification.attempts() == 1 ? " time" : " times");
      case DELIVERED -> "Delivered";
      case DEAD -> "Given up";
    };
  }
}
