package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.clusters.Placement;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.policies.DeclareFreeze;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.FreezePattern;
import dev.slipway.policies.FreezeWindows;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// P7: every kind of change, on every road to the cluster, against every guard. Browser, API and
/// token all end in the claim; an asked-for start after the approval and the worker are the others.
@SlipwayTest
@Tag("slow")
class RoadTests {

  enum Guard {
    FREEZE,
    MISSING_APPROVAL,
    LOCK,
    STRICTER_POLICY
  }

  enum Road {
    CLAIM,
    WHEN_APPROVED,
    WORKER
  }

  /// @param way where the portal itself computed it to lead
  record Change(ChangeKind kind, Way way) {

    boolean isWayBack() {
      return kind == ChangeKind.ROLLBACK && way != Way.FORWARD;
    }

    boolean passes(Guard guard) {
      return switch (guard) {
        case FREEZE -> isWayBack();
        case LOCK -> isWayBack() || (kind != ChangeKind.ROLLOUT && kind != ChangeKind.ROLLBACK);
        case MISSING_APPROVAL -> needsNobody();
        case STRICTER_POLICY -> false;
      };
    }

    boolean needsNobody() {
      return way == Way.LAST_GOOD;
    }
  }

  record Cell(Change change, Guard guard, Road road) {}

  @Autowired ApplicationContext context;

  static Stream<Cell> cells() {
    List<Change> changes = new ArrayList<>();
    for (var kind : ChangeKind.values()) {
      changes.add(new Change(kind, Way.FORWARD));
    }
    changes.add(new Change(ChangeKind.ROLLBACK, Way.BACK));
    changes.add(new Change(ChangeKind.ROLLBACK, Way.LAST_GOOD));
    return changes.stream()
        .flatMap(change ->
            Stream.of(Guard.values())
                .flatMap(
                    guard -> Stream.of(Road.values()).map(road -> new Cell(change, guard, road))));
  }

  @ParameterizedTest
  @MethodSource("cells")
  @Negative(23)
  @Promise("P7")
  void onlyARollbackPassesAFreezeAndNothingPassesTheRest(Cell cell) {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var placement = stage.placement();
    stage.workload(placement).paused = cell.change().kind() == ChangeKind.RESUME;
    stage.workload(placement).syncPaused = cell.change().kind() == ChangeKind.RESUME_SYNC;
    stage.workload(placement).backupsSuspended = cell.change().kind() == ChangeKind.BACKUP_RESUME;
    var draft = stage.draft(placement, cell.change().kind(), cell.change().way());
    if (cell.change().kind().isRestore()) {
      Beginning.mayRestore(stage);
    }
    var plan = stage.propose(draft, stage.ada);
    var missing = cell.guard() == Guard.MISSING_APPROVAL && cell.road() != Road.WORKER;
    if (!cell.change().needsNobody() && !missing) {
      stage.approve(plan);
    }
    var started = cell.road() == Road.WORKER ? stage.start(plan) : null;

    close(cell.guard(), stage, placement);
    go(cell.road(), stage, plan);

    var effects = stage.workload(placement).effects;
    if (cell.change().passes(cell.guard())) {
      var automatic = cell.road() == Road.WHEN_APPROVED && cell.change().needsNobody();
      assertThat(effects).isEqualTo(automatic ? 0 : 1);
    } else {
      assertThat(effects).as("what reached the cluster").isZero();
      if (started == null) {
        assertThat(stage.plans.byId(plan.id).operation()).isNull();
      } else {
        assertThat(stage.state(started)).isEqualTo(OperationState.FAILED);
        assertThat(stage.operations.byId(started).why()).contains("Nothing was sent");
      }
    }
  }

  @Test
  @Negative(24)
  void aFreezeDoesNotKeepARunFromBeingAborted() {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.approve(plan);
    var operation = stage.start(plan);
    close(Guard.FREEZE, stage, placement);

    stage.operations.abort(operation, "the freeze has begun", Stage.actor(stage.ada));

    assertThat(stage.run(operation, 5)).isEqualTo(OperationState.ABORTED);
    assertThat(stage.workload(placement).effects).isZero();
  }

  private static void go(Road road, Stage stage, Plan plan) {
    try {
      if (road == Road.CLAIM) {
        stage.start(plan);
      } else if (road == Road.WHEN_APPROVED) {
        stage.plans.startForRequester(plan.id);
      }
    } catch (DomainFailure refused) {
      assertThat(refused.problem().status()).isEqualTo(403);
    }
    var operation = stage.plans.byId(plan.id).operation();
    if (operation != null) {
      stage.run(operation, 10);
    }
  }

  private static void close(Guard guard, Stage stage, Placement placement) {
    switch (guard) {
      case FREEZE -> {
        var now = LocalDateTime.now(ZoneOffset.UTC);
        stage
            .bean(FreezeWindows.class)
            .declare(
                new DeclareFreeze(
                    "Road works",
                    stage.environment.id(),
                    null,
                    new FreezePattern(
                        ZoneOffset.UTC, now.minusHours(1), now.plusHours(1), false, null),
                    "nothing moves today"),
                Actor.SYSTEM);
      }
      case LOCK -> {
        var locks = stage.bean(Locks.class);
        if (locks.on(placement.id().value()).isEmpty()) {
          locks.set(placement.id().value(), "hands off for now", Actor.SYSTEM);
        }
      }
      case MISSING_APPROVAL -> {
        var grants = stage.bean(Grants.class);
        var grant = grants.of(stage.mira.id()).getFirst();
        grants.end(grant.id(), "left the team", Actor.SYSTEM);
      }
      case STRICTER_POLICY -> tighten(stage);
    }
  }

  private static void tighten(Stage stage) {
    var policies = stage.bean(EnvironmentPolicies.class);
    var now = policies.of(stage.environment.id());
    var two = List.of(new ApprovalRule("Approvers", Role.APPROVER, null, 2));
    stage
        .bean(Grants.class)
        .give(stage.jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    policies.edit(
        new EditEnvironmentPolicy(
            stage.environment.id(),
            now.version(),
            two,
            two,
            now.pinnedImagesRequired(),
            now.planLifetime(),
            now.automaticRollback(),
            now.podErrorGrace(),
            now.crashRestarts(),
            now.stallTimeout(),
            "two pairs of eyes from now on",
            true),
        Stage.actor(Objects.requireNonNull(stage.jon)));
  }
}
