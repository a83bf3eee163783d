package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.deployments.Obstacle;
import dev.slipway.deployments.Obstacles;
import dev.slipway.deployments.PausedSyncs;
import dev.slipway.home.HeldFreezes;
import dev.slipway.home.Matrix;
import dev.slipway.home.Pending;
import dev.slipway.plans.Operations;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What a page of a placement tells before everything else: a freeze, a plan that waits, a change
/// that runs and what stands in its way.
@Component
class OpenNotices {

  private final Matrix matrix;
  private final HeldFreezes freezes;
  private final Operations operations;
  private final Obstacles obstacles;
  private final PausedSyncs pauses;

  OpenNotices(
      Matrix matrix,
      HeldFreezes freezes,
      Operations operations,
      Obstacles obstacles,
      PausedSyncs pauses) {
    this.pauses = pauses;
    this.matrix = matrix;
    this.freezes = freezes;
    this.operations = operations;
    this.obstacles = obstacles;
  }

  /// @param where the environment, or an empty string on a page that has only one
  Optional<OpenNotice> freeze(ServiceView service, EnvironmentView environment, String where) {
    return freezes
        .on(environment.id(), service.system())
        .map(active -> OpenNotice.of(active, environment, where));
  }

  Optional<OpenNotice> paused(
      Placement placement, ServiceView service, EnvironmentView environment, boolean mayPlan) {
    var resume =
        "/plans/new?service=%s&environment=%s&kind=resume-sync"
            .formatted(service.slug(), environment.slug());
    return pauses
        .on(placement.workload())
        .map(pause -> OpenNotice.of(pause, mayPlan || pause.deployment() == null ? resume : null));
  }

  Optional<OpenNotice> open(PlacementId placement, String where) {
    return matrix
        .pending(placement)
        .map(open ->
            obstacle(placement, open)
                .map(found -> OpenNotice.of(open, found, where))
                .orElseGet(() -> OpenNotice.of(open, where)));
  }

  private Optional<Obstacle> obstacle(PlacementId placement, Pending open) {
    var inTheWay = matrix.cell(placement).filter(cell -> !cell.obstacle().isEmpty()).isPresent();
    return inTheWay && open.stage() == Pending.Stage.RUNNING
        ? operations.activeOn(placement).flatMap(obstacles::of)
        : Optional.empty();
  }
}
