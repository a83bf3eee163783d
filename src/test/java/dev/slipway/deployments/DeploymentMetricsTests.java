package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.OperationId;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationQueued;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.OperationView;
import dev.slipway.plans.PlanId;
import dev.slipway.policies.spi.ChangeKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeploymentMetricsTests {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DeploymentMetrics metrics = new DeploymentMetrics(registry);

  @Test
  void everyStateThatADeploymentComesIntoCountsOnce() {
    metrics.on(new OperationQueued(view(OperationState.QUEUED), "1", "2", Actor.SYSTEM, "Ship it"));
    moved(OperationState.QUEUED, OperationState.RUNNING);
    moved(OperationState.RUNNING, OperationState.RUNNING);
    moved(OperationState.RUNNING, OperationState.ROLLED_BACK);

    assertThat(counted("queued")).isEqualTo(1);
    assertThat(counted("running")).isEqualTo(1);
    assertThat(counted("rolled-back")).isEqualTo(1);
    assertThat(counted("failed")).isZero();
  }

  @Test
  void whatOthersDidCountsAsObserved() {
    metrics.on(
        new ChangeObserved(
            UuidV7.next(),
            ChangeKind.ROLLOUT,
            "kubectl",
            "1",
            "2",
            false,
            Subject.of("deployment", UuidV7.next(), "vote")));

    assertThat(counted("observed")).isEqualTo(1);
  }

  private void moved(OperationState from, OperationState to) {
    metrics.on(new OperationMoved(view(from), view(to), Actor.SYSTEM, "A test"));
  }

  private double counted(String state) {
    return registry
        .get("slipway.deployments")
        .tags("kind", "rollout", "state", state)
        .counter()
        .count();
  }

  private static OperationView view(OperationState state) {
    return new OperationView(
        OperationId.next(),
        PlanId.next(),
        PlacementId.next(),
        DeploymentMother.placement(WorkloadKind.DEPLOYMENT).workload(),
        ChangeKind.ROLLOUT,
        state,
        1,
        Actor.SYSTEM,
        Instant.now(),
        null,
        null,
        "",
        0,
        "",
        null,
        null,
        "hash",
        Subject.of("deployment", UuidV7.next(), "vote"),
        OperationView.Effect.NONE);
  }
}
