package dev.slipway.health;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A status became another one, and lasted. By the database's clock.
///
/// @param service and environment: ids in the catalog
/// @param at when it began
/// @param before null for the first that was seen
/// @param source and `fact`: what decided
/// @param recordedAt when it had lasted long enough to be believed
public record StatusChange(
    UUID id,
    UUID service,
    UUID environment,
    Instant at,
    @Nullable HealthState before,
    HealthState state,
    StatusFact.Source source,
    String fact,
    String reason,
    Instant recordedAt) {}
