package dev.slipway.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An API token as lists show it; its value is known to nobody but whoever made it.
///
/// @param may its scope in words
/// @param lastUsedAt at most a minute before its last use
/// @param revokedBy who ended it, or null
public record ApiTokenView(
    UUID id,
    PersonSummary owner,
    String name,
    TokenScope scope,
    String may,
    Instant madeAt,
    Instant expiresAt,
    State state,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedAddress,
    @Nullable Instant revokedAt,
    @Nullable String revokedBy,
    @Nullable String revokeReason) {

  /// Whether a token works.
  public enum State {
    IN_FORCE,
    EXPIRED,
    REVOKED
  }

  public boolean inForce() {
    return state == State.IN_FORCE;
  }
}
