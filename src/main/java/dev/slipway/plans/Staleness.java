package dev.slipway.plans;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.ProblemType;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Whether what runs has moved away from what a plan was made on, judged from the live projection.
@Component
class Staleness {

  private final LiveWorkloads live;
  private final Actions actions;
  private final Placements placements;

  Staleness(LiveWorkloads live, Actions actions, Placements placements) {
    this.live = live;
    this.actions = actions;
    this.placements = placements;
  }

  /// Why the plan is stale; empty if it is not, or if the projection cannot tell.
  Optional<String> of(Plan plan) {
    var ref = plan.target.ref();
    var elsewhere = elsewhere(plan.target.placementId(), ref);
    if (elsewhere.isPresent()) {
      return elsewhere;
    }
    var state = live.state(ref).orElse(null);
    if (state == null) {
      return live.freshnessOf(ref).state() == Freshness.State.LIVE
          ? Optional.of(ref + " is not in the cluster any more")
          : Optional.empty();
    }
    if (!state.uid().equals(plan.target.objectUid())) {
      return Optional.of(ref + " was deleted and made anew since the plan was made");
    }
    if (state.generation() < plan.target.generation()) {
      return Optional.empty();
    }
    var content = PlanContent.forAction(plan.contentTree(), null);
    var base = actions.of(plan.kind).baseHash(content, state);
    return base == null || base.equals(plan.target.baseHash())
        ? Optional.empty()
        : Optional.of("what runs in " + ref + " has changed since the plan was made");
  }

  /// That the service does not run on this workload any more; empty if it does.
  Optional<String> elsewhere(PlacementId placement, WorkloadRef ref) {
    var placed = placements.stored(placement);
    if (placed.isEmpty()) {
      return Optional.of("the service was taken off Slipway here");
    }
    return placed
        .filter(now -> !now.workload().equals(ref))
        .map(now -> "the service runs on " + now.workload() + " now, not on " + ref);
  }

  /// Two placements of one workload would have two policies, and the weaker one would rule.
  void requireAlone(PlacementId placement) {
    placements
        .twin(placement)
        .ifPresent(other -> {
          throw new PlanRefused(
              ProblemType.CONFLICT,
              "%s. Nothing is changed while the two stand: take one of them off Slipway."
                  .formatted(other.words()));
        });
  }

  void requireReachable(Plan plan) {
    var turnedAway = live.turnedAway(plan.target.ref());
    if (turnedAway.isPresent()) {
      throw new PlanRefused(
          ProblemType.CLUSTER_UNREACHABLE,
          "The cluster cannot be changed: %s Nothing was changed; start again after that."
              .formatted(turnedAway.get()));
    }
    var freshness = live.freshnessOf(plan.target.ref());
    if (freshness.state() == Freshness.State.LOST) {
      throw new PlanRefused(
          ProblemType.CLUSTER_UNREACHABLE,
          "The cluster has been silent%s. Nothing was changed; start again when it answers."
              .formatted(freshness.reason() == null ? "" : " (" + freshness.reason() + ")"));
    }
  }
}
