package dev.slipway.notifications;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line that the portal keeps for one person until they have read it.
public record NoticeView(
    UUID id, String text, @Nullable String link, Instant at, @Nullable Instant readAt) {}
