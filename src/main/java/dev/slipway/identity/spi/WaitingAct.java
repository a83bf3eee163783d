package dev.slipway.identity.spi;

import java.time.Instant;
import java.util.UUID;

/// An act that waits for a second person. Nothing of it has been done.
///
/// @param link the page where it is decided on or withdrawn
public record WaitingAct(
    UUID id, String title, String requester, String link, Instant requestedAt, Instant expiresAt) {}
