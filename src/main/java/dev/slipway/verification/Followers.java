package dev.slipway.verification;

import dev.slipway.clusters.PlacementId;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.verification.Baseline.Span;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What else was rolled out where a verified rollout runs: after it, and before.
@Component
class Followers {

  private static final int LOOKED_AT = 30;

  private final Deployments deployments;

  Followers(Deployments deployments) {
    this.deployments = deployments;
  }

  /// A newer change of the template that was begun, whoever made it: then samples say nothing of
  /// this one any more.
  Optional<DeploymentSummary> after(UUID deployment, PlacementId placement) {
    var all = deployments.recent(placement, LOOKED_AT);
    var newer = all.stream().takeWhile(one -> !one.id().equals(deployment)).toList();
    return newer.stream()
        .filter(one -> one.kind().changesTemplate())
        .filter(one -> one.observed() || one.startedAt() != null)
        .findFirst();
  }

  /// When earlier ones were under way.
  List<Span> before(UUID deployment, PlacementId placement, Instant start) {
    return deployments.recent(placement, LOOKED_AT).stream()
        .filter(one -> one.kind().changesTemplate() && !one.id().equals(deployment))
        .filter(one -> one.startedAt() != null && one.startedAt().isBefore(start))
        .map(one ->
            new Span(
                Objects.requireNonNull(one.startedAt()),
                Objects.requireNonNullElse(one.endedAt(), start)))
        .toList();
  }
}
