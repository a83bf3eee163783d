package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// A DaemonSet from plan to history: rolled out, restarted, put back, and never scaled or paused.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DaemonSetFlowTests {

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private final SimulatedCluster cluster =
      SimulatedCluster.start(ClusterOptions.named("nodes").speed(10));
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
  void itIsRolledOutRestartedAndPutBackNodeByNode() {
    var name = stage.name("logs");
    cluster.apply(manifest(name));
    var placement = stage.placed(name, WorkloadKind.DAEMON_SET);

    succeeded(stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":1.0.1")));
    stage.awaits(placement, state -> state.images().getFirst().image().endsWith(":1.0.1"));
    succeeded(stage.start(name, ChangeKind.RESTART, Map.of()));
    var second = stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":1.0.2"));
    succeeded(second);
    var first =
        stage.bean(Deployments.class).recent(placement.id(), 5).stream()
            .filter(past -> past.kind() == ChangeKind.ROLLOUT && "1.0.1".equals(past.to()))
            .findFirst()
            .orElseThrow();
    succeeded(stage.start(stage.back(name, first.id())));
    var back = stage.awaits(placement, state -> state.ready() == 3);
    assertThat(back.images().getFirst().image()).endsWith(":1.0.1");

    var page = Visitor.signedIn(port, "vera").get("/deployments/" + second);
    assertThat(Visitor.page(page).select("main").text())
        .contains("3 of 3 pods run the new template");
    assertThat(
            stage.bean(Deployments.class).recent(placement.id(), 9).stream()
                .map(DeploymentSummary::kind))
        .doesNotContain(ChangeKind.SCALE)
        .contains(ChangeKind.ROLLBACK, ChangeKind.RESTART);
  }

  @Test
  void itHasNoCountAndNoPauseAndSaysWhy() {
    var name = stage.name("plain");
    cluster.apply(manifest(name));
    stage.placed(name, WorkloadKind.DAEMON_SET);
    assertThatThrownBy(() -> stage.plan(name, ChangeKind.SCALE, Map.of(), 5))
        .hasMessageContaining("DaemonSet");
    assertThatThrownBy(() -> stage.plan(name, ChangeKind.PAUSE, Map.of(), null))
        .hasMessageContaining("DaemonSet");
  }

  private void succeeded(UUID deployment) {
    var done = stage.ended(deployment);
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
  }

  private static String manifest(String name) {
    return """
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: %1$s, namespace: default, labels: {app: %1$s}}
    spec:
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: app, image: 'app.test/app:1.0.0'}]}
    """
        .formatted(name);
  }
}
