package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Pausing and resuming rollouts, from the plan to the history, on any cluster.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PauseContract {

  @Autowired private ApplicationContext context;
  private FlowStage stage;

  abstract String kubeconfig();

  abstract String namespace();

  /// Creates or changes objects as their owner would.
  abstract void apply(String yaml);

  @BeforeAll
  void prepare() {
    stage = new FlowStage(context, kubeconfig(), namespace());
  }

  @Test
  void whatIsPausedTakesNoNewTemplateUntilItIsResumed() {
    var name = stage.name("held");
    apply(deployment(name));
    var placement = stage.placed(name, WorkloadKind.DEPLOYMENT);

    var plan = stage.plan(name, ChangeKind.PAUSE, Map.of(), null);
    assertThat(plan.sentence()).contains("Pause rollouts of " + name);
    var paused = stage.ended(stage.start(plan));
    assertThat(paused.state()).as(paused.why()).isEqualTo(DeploymentState.SUCCEEDED);
    stage.awaits(placement, state -> state.rollout() == RolloutVerdict.PAUSED);

    for (var kind : new ChangeKind[] {ChangeKind.ROLLOUT, ChangeKind.RESTART}) {
      assertThatThrownBy(() -> stage.plan(name, kind, Map.of("", ":1.0.1"), null))
          .as(kind.slug())
          .hasMessageContaining("paused")
          .hasMessageContaining("Resume it first");
    }

    var resumed = stage.ended(stage.start(name, ChangeKind.RESUME, Map.of()));
    assertThat(resumed.state()).as(resumed.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(resumed.from()).isEqualTo("paused");
    assertThat(resumed.to()).isEqualTo("running");
    stage.awaits(placement, state -> state.rollout() == RolloutVerdict.COMPLETE);

    var rollout = stage.ended(stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":1.0.1")));
    assertThat(rollout.state()).as(rollout.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(stage.bean(Deployments.class).recent(placement.id(), 10))
        .extracting(DeploymentSummary::kind)
        .containsExactly(
            ChangeKind.ROLLOUT, ChangeKind.RESUME, ChangeKind.PAUSE, ChangeKind.ROLLOUT);
  }

  @Test
  void aRollbackResumesWhatIsPaused() {
    var name = stage.name("trapped");
    apply(deployment(name));
    var placement = stage.placed(name, WorkloadKind.DEPLOYMENT);
    var rollout = stage.ended(stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":1.0.1")));
    assertThat(rollout.state()).as(rollout.why()).isEqualTo(DeploymentState.SUCCEEDED);
    stage.ended(stage.start(name, ChangeKind.PAUSE, Map.of()));
    stage.awaits(placement, state -> state.paused());

    var plan = stage.plan(name, ChangeKind.ROLLBACK, Map.of(), null);
    assertThat(plan.sentence()).contains("1.0.1 → 1.0.0").endsWith("and resume it");
    assertThat(plan.diff())
        .contains(new DiffLine('-', "paused: true"), new DiffLine('+', "paused: false"));
    var back = stage.ended(stage.start(plan));

    assertThat(back.state()).as(back.why()).isEqualTo(DeploymentState.SUCCEEDED);
    var now = stage.awaits(placement, state -> state.rollout() == RolloutVerdict.COMPLETE);
    assertThat(now.paused()).isFalse();
    assertThat(stage.bean(Deployments.class).recent(placement.id(), 1).getFirst().to())
        .isEqualTo("1.0.0");
  }

  @Test
  void aPausedDeploymentStillScales() {
    var name = stage.name("scaled");
    apply(deployment(name));
    var placement = stage.placed(name, WorkloadKind.DEPLOYMENT);
    stage.ended(stage.start(name, ChangeKind.PAUSE, Map.of()));
    stage.awaits(placement, state -> state.paused());

    var scaled = stage.ended(stage.start(stage.plan(name, ChangeKind.SCALE, Map.of(), 3)));
    assertThat(scaled.state()).as(scaled.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(stage.awaits(placement, state -> state.ready() == 3).paused()).isTrue();
  }

  @Test
  void pausingTwiceIsNoErrorAndLeavesTheSpecAsItIs() {
    var name = stage.name("twice");
    apply(deployment(name));
    var placement = stage.placed(name, WorkloadKind.DEPLOYMENT);
    stage.ended(stage.start(name, ChangeKind.PAUSE, Map.of()));
    var held = stage.awaits(placement, state -> state.paused());

    var again = stage.ended(stage.start(name, ChangeKind.PAUSE, Map.of()));
    assertThat(again.state()).as(again.why()).isEqualTo(DeploymentState.SUCCEEDED);
    var after = stage.bean(LiveWorkloads.class).state(placement.workload()).orElseThrow();
    assertThat(after.paused()).isTrue();
    assertThat(after.baseHash()).isEqualTo(held.baseHash());
  }

  @Test
  void aStatefulSetCannotBePausedAndThePlanSaysWhy() {
    var name = stage.name("rows");
    apply(statefulSet(name));
    stage.placed(name, WorkloadKind.STATEFUL_SET);
    assertThatThrownBy(() -> stage.plan(name, ChangeKind.PAUSE, Map.of(), null))
        .hasMessageContaining("StatefulSet")
        .hasMessageContaining("partition");
  }

  private String deployment(String name) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: %2$s, labels: {app: %1$s}}
    spec:
      replicas: 2
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {terminationGracePeriodSeconds: 1, containers: [{name: app, image: 'app.test/app:1.0.0'}]}
    """
        .formatted(name, namespace());
  }

  private String statefulSet(String name) {
    return """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: %1$s, namespace: %2$s, labels: {app: %1$s}}
    spec:
      replicas: 2
      serviceName: %1$s
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {terminationGracePeriodSeconds: 1, containers: [{name: app, image: 'app.test/app:1.0.0'}]}
    """
        .formatted(name, namespace());
  }
}
