package dev.slipway.policies;

import dev.slipway.kernel.Reason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A freeze window in its version in force.
///
/// @param environment id of the environment that is frozen, or null for every one of the system
/// @param system id of the system that is frozen, or null for every one of the environment
public record FreezeView(
    UUID id,
    int version,
    String name,
    @Nullable UUID environment,
    @Nullable UUID system,
    FreezePattern pattern,
    boolean ended,
    String reason,
    String editedBy,
    Instant editedAt) {

  /// Whether it is about this system in this environment, at whatever time.
  public boolean covers(UUID environment, UUID system) {
    return (this.environment == null || this.environment.equals(environment))
        && (this.system == null || this.system.equals(system));
  }

  /// The version that follows this one.
  FreezeView next(FreezePattern pattern, boolean ended, String reason) {
    return new FreezeView(
        id,
        version + 1,
        name,
        environment,
        system,
        pattern,
        ended,
        Reason.required(reason),
        editedBy,
        editedAt);
  }
}
