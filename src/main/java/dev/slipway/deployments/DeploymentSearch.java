package dev.slipway.deployments;

import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What to look for in the history; null does not narrow.
///
/// @param state running also finds what is being verified: people call both the same
/// @param observed whether it was made outside the portal
public record DeploymentSearch(
    @Nullable String service,
    @Nullable String environment,
    @Nullable ChangeKind kind,
    @Nullable DeploymentState state,
    @Nullable Boolean observed,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {

  public DeploymentSearch {
    if (limit < 1 || limit > 200) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to 200)");
    }
  }

  /// The newest of everything.
  public static DeploymentSearch newest(int limit) {
    return new DeploymentSearch(null, null, null, null, null, null, null, null, limit);
  }

  /// The newest of one service.
  public static DeploymentSearch ofService(String service, int limit) {
    return new DeploymentSearch(service, null, null, null, null, null, null, null, limit);
  }
}
