package dev.slipway.notifications;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that leaves the portal, and how far it got.
public record NotificationView(
    UUID id,
    String action,
    String text,
    @Nullable String link,
    Instant createdAt,
    State state,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable String lastError) {

  /// WAITING: will be sent (again). DEAD: given up, a person can send it again.
  public enum State {
    WAITING,
    DELIVERED,
    DEAD
  }
}
