package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.spi.PlacementHeld;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@SlipwayTest
class PlacementInUseTests {

  @Autowired ApplicationContext context;
  @Autowired Placements placements;

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

  private Placement move(Placement placement) {
    return placements.change(placement.id(), elsewhere(placement), "app", Actor.SYSTEM);
  }

  private static WorkloadRef elsewhere(Placement placement) {
    var ref = placement.workload();
    return new WorkloadRef(ref.cluster(), "elsewhere", ref.kind(), ref.name());
  }
}
