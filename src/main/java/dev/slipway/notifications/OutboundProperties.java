package dev.slipway.notifications;

import org.springframework.boot.context.properties.ConfigurationProperties;

/// What the portal may call.
///
/// @param allowLoopback for the sandbox and tests only
@ConfigurationProperties("slipway.outbound")
record OutboundProperties(boolean allowLoopback) {}
