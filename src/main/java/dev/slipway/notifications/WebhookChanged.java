package dev.slipway.notifications;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The webhook was set or removed. Only its host is told: a path can be a secret.
///
/// @param agreedBy names of the second persons; empty where one was enough
public record WebhookChanged(
    @Nullable String host, String reason, List<String> agreedBy, Actor actor)
    implements PortalEvent {

  public WebhookChanged {
    agreedBy = List.copyOf(agreedBy);
  }

  @Override
  public String action() {
    return host == null ? "webhook.removed" : "webhook.set";
  }

  @Override
  public Subject subject() {
    return Subject.of("webhook", "webhook", "Webhook");
  }

  @Override
  public Map<String, Object> after() {
    if (host == null) {
      return Map.of();
    }
    return agreedBy.isEmpty() ? Map.of("host", host) : Map.of("host", host, "agreedBy", agreedBy);
  }
}
