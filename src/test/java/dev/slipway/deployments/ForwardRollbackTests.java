package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.plans.PlanRefused;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What is called a rollback and leads to what was taken back is a rollout by another name: a lock
/// stops it, and it sets none.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardRollbackTests {

  @Autowired private ApplicationContext context;
  private final SimulatedCluster cluster =
      SimulatedCluster.start(ClusterOptions.named("forward").speed(10));
  private FlowStage stage;

  @BeforeAll
  void prepare() {
    stage = new FlowStage(context, cluster.kubeconfig(), "default");
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void whatWasTakenBackCanBeChosenAgainOnceTheLockIsReleased() {
    var name = stage.name("again");
    cluster.apply(Shipyard.manifest(name, "app.test/" + name + ":1.0.0"));
    var placement = stage.placed(name, WorkloadKind.DEPLOYMENT);
    var rollout = succeeded(stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":1.0.1")));
    var rollback = succeeded(stage.start(stage.back(name, null)));
    assertThat(locks().on(placement.id().value()).orElseThrow().deployment()).isEqualTo(rollback);

    var held = stage.back(name, rollout);
    assertThat(held.way()).isEqualTo(Way.FORWARD);
    assertThatThrownBy(() -> stage.start(held))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining("Locked by Ada");

    locks().release(placement.id().value(), "It was the database after all", stage.ada);
    var again = succeeded(stage.start(stage.back(name, rollout)));
    assertThat(locks().on(placement.id().value())).isEmpty();
    assertThat(summary(rollback).rolledBackBy()).as("nothing was taken back").isNull();

    assertThat(stage.back(name, null).to()).isEqualTo("1.0.0");
    succeeded(stage.start(stage.back(name, null)));
    assertThat(summary(again).rolledBackBy()).isNotNull();
  }

  private UUID succeeded(UUID deployment) {
    var ended = stage.ended(deployment);
    assertThat(ended.state()).as(ended.why()).isEqualTo(DeploymentState.SUCCEEDED);
    return deployment;
  }

  private DeploymentSummary summary(UUID deployment) {
    return stage.bean(Deployments.class).byId(deployment).summary();
  }

  private Locks locks() {
    return stage.bean(Locks.class);
  }
}
