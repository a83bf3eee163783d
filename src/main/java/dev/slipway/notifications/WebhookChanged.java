package dev.slipway.notifications;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The webhook was set or removed. Only its host is told: a path can be a secret.
public record WebhookChanged(@Nullable String host, String reason, Actor actor)
    implements PortalEvent {

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
    return host == null ? Map.of() : Map.of("host", host);
  }
}
