package dev.slipway.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The webhook in force, without its secret.
///
/// @param configured whether the operator's configuration sets it, which the page cannot change
public record WebhookView(
    String url, boolean configured, @Nullable String editedBy, @Nullable Instant editedAt) {}
