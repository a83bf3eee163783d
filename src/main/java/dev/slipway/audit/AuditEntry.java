package dev.slipway.audit;

import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One event as it was written.
///
/// @param person handle of the person who acted, or null for the portal, a cluster user and
///   strangers
/// @param hash SHA-256 of the canonical content, in hex
public record AuditEntry(
    UUID id,
    Instant at,
    @Nullable UUID personId,
    @Nullable String person,
    String actor,
    String via,
    String action,
    Subject subject,
    Outcome outcome,
    @Nullable String reason,
    @Nullable String planHash,
    JsonNode before,
    JsonNode after,
    @Nullable String requestId,
    @Nullable String address,
    @Nullable Instant authenticatedAt,
    int version,
    String hash) {}
