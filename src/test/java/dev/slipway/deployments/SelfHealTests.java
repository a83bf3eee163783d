package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A workload that Argo CD owns and heals.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfHealTests {

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private final SimulatedCluster cluster =
      SimulatedCluster.start(ClusterOptions.named("heal").speed(10));
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
  void aChangeThatIsPutBackIsToldInPageAndHistory() {
    var name = stage.name("quiz");
    cluster.applyAs(owned(name), "argocd-controller");
    var placement = stage.placed(name, WorkloadKind.DEPLOYMENT);
    var release = release(name);

    assertThat(page(release)).contains("Watching whether this is reverted", "quizmentor");
    cluster.applyAs(owned(name), "argocd-controller");

    var watch =
        await()
            .atMost(FlowStage.LONGEST)
            .until(() -> watch(release), found -> found.state() != RevertWatch.State.WATCHING);
    assertThat(watch.state()).isEqualTo(RevertWatch.State.REVERTED);
    assertThat(watch.text()).startsWith("Reverted by argocd-controller").endsWith("1.0.0 again.");
    assertThat(page(release)).contains("Reverted by argocd-controller", "change in its source");
    assertThat(
            Visitor.page(Visitor.signedIn(port, "vera").get("/deployments?service=" + name))
                .select(".tag")
                .text())
        .contains("reverted");
    assertThat(stage.bean(Deployments.class).byId(release).timeline())
        .extracting(DeploymentDetails.Step::step)
        .contains("reverted");
    assertThat(stage.bean(Deployments.class).recent(placement.id(), 1).getFirst().requester())
        .isNotBlank();
  }

  @Test
  void aChangeThatStaysIsKeptAndSaysSo() {
    var name = stage.name("kept");
    cluster.applyAs(owned(name), "argocd-controller");
    stage.placed(name, WorkloadKind.DEPLOYMENT);
    var release = release(name);
    stage
        .bean(JdbcClient.class)
        .sql("update deployment set watch_until = clock_timestamp() where id = ?")
        .param(release)
        .update();
    await().atMost(FlowStage.LONGEST).until(() -> watch(release).state() == RevertWatch.State.KEPT);
    assertThat(page(release)).contains("Not reverted within 5 min");
  }

  @Test
  void withoutTheWordThatItWillBeRevertedNothingStarts() {
    var name = stage.name("words");
    cluster.applyAs(owned(name), "argocd-controller");
    stage.placed(name, WorkloadKind.DEPLOYMENT);
    var plan = stage.plan(name, ChangeKind.ROLLOUT, Map.of("", ":1.0.1"), null);
    assertThat(plan.verdicts())
        .filteredOn(Verdict.AllowWithCondition.class::isInstance)
        .filteredOn(verdict -> verdict.policy().equals("ownership"))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.toString()).contains("will revert"));
    assertThatThrownBy(() -> stage.start(plan)).hasMessageContaining("revert");
  }

  private UUID release(String name) {
    var plan =
        stage.plan(
            name,
            ChangeKind.ROLLOUT,
            Map.of("", ":1.0.1"),
            null,
            Set.of("ownership", "pinned-image"));
    var release = stage.start(plan);
    var done = stage.ended(release);
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    return release;
  }

  private RevertWatch watch(UUID deployment) {
    return Objects.requireNonNull(stage.bean(Deployments.class).byId(deployment).summary().watch());
  }

  private String page(UUID deployment) {
    return Visitor.page(Visitor.signedIn(port, "vera").get("/deployments/" + deployment))
        .select("#deployment-watch")
        .text();
  }

  private static String owned(String name) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: %1$s
      namespace: default
      labels: {app: %1$s}
      annotations: {argocd.argoproj.io/tracking-id: 'quizmentor:apps/Deployment:default/%1$s'}
    spec:
      replicas: 2
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: app, image: 'app.test/app:1.0.0'}]}
    """
        .formatted(name);
  }
}
