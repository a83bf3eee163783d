package dev.slipway.identity.spi;

import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.UUID;

/// An act that waits for a second person. Nothing of it has been done.
///
/// @param link the page where it is decided on or withdrawn
public record WaitingAct(
    UUID id,
    Subject subject,
    String title,
    String requester,
    String link,
    Instant requestedAt,
    Instant expiresAt) {}
