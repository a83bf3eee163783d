package dev.slipway.deployments;

import dev.slipway.identity.PersonId;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deployment that took place before the portal knew the placement.
///
/// @param from version before (empty for the first), and `to` after
/// @param image what the placement's container ran afterwards
/// @param approvers who had approved it, by name
public record PastDeployment(
    ChangeKind kind,
    DeploymentState state,
    String from,
    String to,
    String image,
    @Nullable PersonId requester,
    String requesterName,
    String reason,
    List<String> approvers,
    Instant startedAt,
    Instant endedAt) {

  public PastDeployment {
    if (state.isActive()) {
      throw new IllegalArgumentException("state: " + state.slug() + " (expected: an end)");
    }
    approvers = List.copyOf(approvers);
  }
}
