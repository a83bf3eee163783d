package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Instant;
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

/// What the page of a deployment shows of the cluster: pods in two lanes, and a log.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentLiveTests {

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private final SimulatedCluster cluster =
      SimulatedCluster.start(ClusterOptions.named("lanes").speed(4));
  private FlowStage stage;
  private Visitor ada;
  private Visitor vera;

  @BeforeAll
  void prepare() {
    stage = new FlowStage(context, cluster.kubeconfig(), "default");
    ada = Visitor.signedIn(port, "ada-" + stage.unique);
    vera = Visitor.signedIn(port, "vera");
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private String placed(String base) {
    var name = stage.name(base);
    cluster.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: default, labels: {app: %1$s}}
        spec:
          replicas: 2
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: app, image: 'app.test/app:1.0.0'}, {name: proxy, image: 'app.test/proxy:1'}]}
        """
            .formatted(name));
    stage.placed(name, WorkloadKind.DEPLOYMENT);
    return name;
  }

  @Test
  void newAndOldPodsStandSideBySideWhileTheyChange() {
    var release = stage.start(placed("lanes"), ChangeKind.ROLLOUT, Map.of("", ":slow-2.0.0"));
    await()
        .atMost(FlowStage.LONGEST)
        .until(
            () -> lanes(release).matches(".*New slow-2.0.0 0 of 2 ready .+ Old 1.0.0 2 left .+"));
    var done = stage.ended(release);
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    await().atMost(FlowStage.LONGEST).until(() -> lanes(release).contains("Every old pod is gone"));
    assertThat(lanes(release)).contains("2 of 2 ready");
  }

  @Test
  void whatKeepsNewPodsFromComingUpIsSaidAtOnceEverywhere() {
    var name = placed("stuck");
    var release = stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":missing-2.0.0"));
    var cell = "/services/" + name + "/env/" + stage.environment();
    var topics = Visitor.page(vera.get("/deployments/" + release)).select("main").attr("data-live");
    try (var stream = vera.listen("/live?topic=" + topics.replace(" ", "&topic="))) {
      await()
          .atMost(FlowStage.LONGEST)
          .until(() ->
              Visitor.page(vera.get("/deployments/" + release))
                  .select("#deployment-obstacle:not([hidden])")
                  .text()
                  .contains("1 new pod cannot pull its image. Image app:missing-2.0.0"));
      var page = Visitor.page(vera.get("/deployments/" + release));
      assertThat(page.select("#deployment-bar").hasClass("tone-failed")).isTrue();
      assertThat(page.select("#step-current.tone-failed #step-note").text())
          .startsWith("Cannot pull image, 0 of 2 new pods ready");
      assertThat(page.select("#deployment-obstacle-next").text())
          .isEqualTo("Unless it recovers, the portal rolls back by itself");
      assertThat(Instant.parse(page.select("#deployment-obstacle-at").attr("datetime")))
          .isBetween(Instant.now(), Instant.now().plusSeconds(60));
      assertThat(vera.get(cell).body()).contains("Cannot pull image", "1 new pod cannot pull");
      assertThat(vera.get("/?q=" + name).body()).contains("Cannot pull image");
      // Without a reload: the first look of a page that was open before.
      await()
          .atMost(FlowStage.LONGEST)
          .until(() ->
              stream.text().contains("deployment-obstacle-text")
                  && stream.text().contains("1 new pod cannot pull its image"));
    }
  }

  @Test
  void theLogOfANewPodIsThereForThoseWhoMayReadIt() {
    var name = placed("log");
    var release = stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":2.0.0"));
    stage.ended(release);
    var log = Visitor.page(ada.get("/deployments/" + release + "/log"));
    assertThat(log.select("select[name=container] option").eachText())
        .containsExactlyInAnyOrder("app", "proxy");
    var pod = log.select("select[name=pod] option[selected]").val();
    assertThat(pod).startsWith(name);
    assertThat(log.select("log-view").attr("data-url")).contains("container=app", pod);
    var other =
        Visitor.page(ada.get("/deployments/" + release + "/log?container=proxy&pod=" + pod));
    assertThat(other.select("log-view").attr("data-url")).contains("container=proxy");
    assertThat(other.select("form").attr("action")).endsWith("/logs");

    var refused = Visitor.page(vera.get("/deployments/" + release + "/log"));
    assertThat(refused.select("log-view")).isEmpty();
    assertThat(refused.text()).contains("Log: You may not do this here").doesNotContain(pod);
  }

  @Test
  void whatNewerDeploymentsChangedIsNotShownAsPodsOfAnOlderOne() {
    var name = placed("past");
    var first = stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":2.0.0"));
    stage.ended(first);
    stage.ended(stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":3.0.0")));
    await()
        .atMost(FlowStage.LONGEST)
        .until(() -> lanes(first).contains("Something newer has changed the workload"));
    assertThat(lanes(first)).contains("Recorded at the end: 2 of 2 pods run the new template");
    assertThat(Visitor.page(vera.get("/deployments/" + first)).select("#deployment-log")).isEmpty();
  }

  @Test
  void nothingIsGreenOnceTheClusterIsSilent() {
    var far = SimulatedCluster.start(ClusterOptions.named("far").speed(10));
    var there = new FlowStage(context, far.kubeconfig(), "default");
    var name = there.name("far");
    far.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: default}
        spec:
          replicas: 1
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: app, image: 'app.test/app:1.0.0'}]}
        """
            .formatted(name));
    there.placed(name, WorkloadKind.DEPLOYMENT);
    var release = there.start(name, ChangeKind.ROLLOUT, Map.of("", ":2.0.0"));
    there.ended(release);
    await()
        .atMost(FlowStage.LONGEST)
        .until(() -> !pods(release).select(".pod-lanes .tone-ok").isEmpty());
    far.close();
    await()
        .atMost(FlowStage.LONGEST)
        .until(() -> pods(release).select(".pod-lanes .tone-ok").isEmpty());
    assertThat(pods(release).text()).contains("as of", "was 1 of 1 ready", "Was: Ready");
  }

  private String lanes(UUID deployment) {
    return pods(deployment).text();
  }

  private org.jsoup.nodes.Document pods(UUID deployment) {
    return Visitor.page(vera.get("/deployments/" + deployment + "/pods"));
  }
}
