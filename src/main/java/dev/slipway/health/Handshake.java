package dev.slipway.health;

import dev.slipway.runtime.OutboundTls;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a handshake with a host showed.
///
/// @param served null where it came to none
/// @param trouble why it came to none; empty where it did
record Handshake(OutboundTls.@Nullable Served served, String trouble, Instant at) {}
