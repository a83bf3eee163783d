package dev.slipway.notifications;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What the portal may call.
///
/// @param allowLoopback for the sandbox and tests only
/// @param caCertificates a PEM file with a company's own authorities, trusted besides Java's
@ConfigurationProperties("slipway.outbound")
record OutboundProperties(boolean allowLoopback, @Nullable Path caCertificates) {}
