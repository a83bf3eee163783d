package dev.slipway.notifications;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The webhook as an operator sets it; it wins over the one set on the page.
///
/// @param url where to send, or absent
/// @param secret signs every delivery, at least 16 characters
/// @param retry time before the second attempt; each further one waits three times as long, up to
///   an hour
/// @param attempts how often before a delivery is given up
@ConfigurationProperties("slipway.webhook")
record WebhookProperties(
    @Nullable String url,
    @Nullable String secret,
    @DefaultValue("5s") Duration retry,
    @DefaultValue("10") int attempts) {}
