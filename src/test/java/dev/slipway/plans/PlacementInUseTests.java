package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.spi.PlacementHeld;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.DeclareFreeze;
import dev.slipway.policies.FreezePattern;
import dev.slipway.policies.FreezeWindows;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class PlacementInUseTests {

  @Autowired ApplicationContext context;
  @Autowired Placements placements;
  @Autowired JdbcClient jdbc;

  @Test
  void aPlanThatWaitsKeepsTheServiceWhereItIs() {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.plans.submit(plan.id, Stage.actor(stage.ada));

    assertThatThrownBy(() -> move(placement))
        .isInstanceOfSatisfying(
            PlacementHeld.class,
            held -> assertThat(held.href()).isEqualTo("/plans/" + plan.id.value()));

    stage.plans.withdraw(plan.id, "not needed", Stage.actor(stage.ada));
    assertThat(move(placement).workload()).isEqualTo(elsewhere(placement));
  }

  @Test
  void aDeploymentThatRunsKeepsTheServiceWhereItIs() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    var operation =
        stage.plans.start(plan.id, plan.hash, plan.id.value().toString(), Stage.actor(stage.ada));

    assertThatThrownBy(() -> move(placement))
        .isInstanceOfSatisfying(
            PlacementHeld.class,
            held -> assertThat(held.href()).isEqualTo("/deployments/" + operation.value()));
  }

  @Test
  void aPlanForTheFormerWorkloadCannotBeStartedAnyMore() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    move(placement);

    assertThatThrownBy(() ->
            stage.plans.start(
                plan.id, plan.hash, plan.id.value().toString(), Stage.actor(stage.ada)))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining("the service runs on");
    assertThatThrownBy(() -> stage.propose(placement, ChangeKind.ROLLOUT))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining("the service runs on");
  }

  @Test
  void aServiceIsNotTakenOffWhileAPlanWaits() {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.plans.submit(plan.id, Stage.actor(stage.ada));

    assertThatThrownBy(() -> takeOff(placement))
        .isInstanceOfSatisfying(
            PlacementHeld.class,
            held -> assertThat(held.href()).isEqualTo("/plans/" + plan.id.value()))
        .hasMessageContaining(plan.sentence);
    assertThat(placements.stored(placement.id())).isPresent();

    stage.plans.withdraw(plan.id, "not needed", Stage.actor(stage.ada));
    takeOff(placement);
    assertThat(placements.stored(placement.id())).isEmpty();
    assertThat(placements.byId(placement.id())).isEmpty();
    assertThat(stage.plans.byId(plan.id).sentence()).isEqualTo(plan.sentence);
  }

  @Test
  void aServiceIsNotTakenOffWhileADeploymentRuns() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    var operation =
        stage.plans.start(plan.id, plan.hash, plan.id.value().toString(), Stage.actor(stage.ada));

    assertThatThrownBy(() -> takeOff(placement))
        .isInstanceOfSatisfying(
            PlacementHeld.class,
            held -> assertThat(held.href()).isEqualTo("/deployments/" + operation.value()));
  }

  @Test
  void aLockIsNotShakenOffByTakingTheServiceOff() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var locks = context.getBean(Locks.class);
    locks.set(placement.id().value(), "exams are written", Stage.actor(stage.ada));

    assertThatThrownBy(() -> takeOff(placement))
        .isInstanceOf(PlacementHeld.class)
        .hasMessageContaining("exams are written");
    assertThatThrownBy(() -> move(placement))
        .isInstanceOf(PlacementHeld.class)
        .hasMessageContaining("exams are written");

    locks.release(placement.id().value(), "exams are over", Stage.actor(stage.ada));
    takeOff(placement);
    assertThat(placements.stored(placement.id())).isEmpty();
    assertThatThrownBy(
            () -> locks.set(placement.id().value(), "exams come again", Stage.actor(stage.ada)))
        .hasMessageContaining("no such placement");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 12})
  @Promise("P7")
  void aFreezeIsNotShakenOffByPlacingTheWorkloadElsewhere(int beginsInHours) {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var placement = stage.placement();
    var freezes = context.getBean(FreezeWindows.class);
    var now = LocalDateTime.now(ZoneOffset.UTC);
    var freeze =
        freezes.declare(
            new DeclareFreeze(
                "Exams",
                stage.environment.id(),
                null,
                new FreezePattern(
                    ZoneOffset.UTC, now.plusHours(beginsInHours), now.plusHours(20), false, null),
                "nothing moves today"),
            Actor.SYSTEM);

    assertThatThrownBy(() -> move(placement))
        .isInstanceOf(PlacementHeld.class)
        .hasMessageContaining("\"Exams\" freezes it");
    assertThatThrownBy(() -> takeOff(placement))
        .isInstanceOf(PlacementHeld.class)
        .hasMessageContaining("\"Exams\" freezes it");

    freezes.end(freeze.id(), freeze.version(), "the exams are over", Actor.SYSTEM);
    assertThat(move(placement).workload()).isEqualTo(elsewhere(placement));
  }

  @Test
  void aPlanForAServiceThatWasTakenOffCannotBeStarted() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    takeOff(placement);

    assertThatThrownBy(() ->
            stage.plans.start(
                plan.id, plan.hash, plan.id.value().toString(), Stage.actor(stage.ada)))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining("taken off Slipway");
  }

  @Test
  void aWorkloadThatTurnsOutToBePlacedTwiceIsNotChanged() {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var weaker = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var other = weaker.placement();
    var ref = placement.workload();
    var same = new WorkloadRef(other.workload().cluster(), ref.namespace(), ref.kind(), ref.name());
    var moved =
        placements.change(other.id(), null, same, "app", "it runs elsewhere now", Actor.SYSTEM);
    weaker.cluster.at(same);
    var plan = weaker.propose(moved, ChangeKind.ROLLOUT);

    for (var cluster : new ClusterId[] {ref.cluster(), same.cluster()}) {
      jdbc.sql("update cluster set uid = ? where id = ?")
          .params("uid-" + ref.name(), cluster.value())
          .update();
    }

    assertThatThrownBy(() ->
            weaker.plans.start(
                plan.id, plan.hash, plan.id.value().toString(), Stage.actor(weaker.ada)))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining("the same API server");
    assertThatThrownBy(() -> stage.propose(placement, ChangeKind.ROLLOUT))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining(weaker.environment.slug());

    takeOff(moved);
    assertThat(stage.propose(placement, ChangeKind.ROLLOUT).sentence).isNotEmpty();
  }

  private void takeOff(Placement placement) {
    placements.remove(placement.id(), "moved to another portal", Actor.SYSTEM);
  }

  private Placement move(Placement placement) {
    return placements.change(
        placement.id(), null, elsewhere(placement), "app", "it runs elsewhere now", Actor.SYSTEM);
  }

  private static WorkloadRef elsewhere(Placement placement) {
    var ref = placement.workload();
    return new WorkloadRef(ref.cluster(), "elsewhere", ref.kind(), ref.name());
  }
}
