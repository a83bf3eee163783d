package dev.slipway.policies;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A placement closed to rollouts until somebody releases it.
///
/// @param deployment the rollback that set it, or null if a person did
public record LockView(
    UUID id,
    UUID placement,
    String reason,
    @Nullable UUID deployment,
    String setBy,
    Instant setAt,
    @Nullable String releasedBy,
    @Nullable Instant releasedAt,
    @Nullable String releaseReason) {}
