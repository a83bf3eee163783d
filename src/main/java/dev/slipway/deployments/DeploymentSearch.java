package dev.slipway.deployments;

import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to look for in the history; null or an empty set does not narrow.
///
/// @param states any of these
/// @param observed whether it was made outside the portal
public record DeploymentSearch(
    @Nullable String service,
    @Nullable String environment,
    @Nullable ChangeKind kind,
    Set<DeploymentState> states,
    @Nullable Boolean observed,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {

  public DeploymentSearch {
    states = Set.copyOf(states);
    if (limit < 1 || limit > 200) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to 200)");
    }
  }

  /// The same in other states.
  public DeploymentSearch in(Set<DeploymentState> others) {
    return new DeploymentSearch(
        service, environment, kind, others, observed, from, to, cursor, limit);
  }

  /// The newest of everything.
  public static DeploymentSearch newest(int limit) {
    return new DeploymentSearch(null, null, null, Set.of(), null, null, null, null, limit);
  }

  /// The newest of one service.
  public static DeploymentSearch ofService(String service, int limit) {
    return new DeploymentSearch(service, null, null, Set.of(), null, null, null, null, limit);
  }
}
