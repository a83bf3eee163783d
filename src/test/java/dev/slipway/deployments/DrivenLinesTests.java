package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.WantedAutoscaler;
import dev.slipway.plans.WantedResources;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.NodePool;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.Line;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// QuizMentor's orchestrator driven by plans, from the wish to what the cluster has then: its size,
/// a new autoscaler, and Argo CD, which owns it.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class DrivenLinesTests {

  private static final String NAMESPACE = "quizmentor-prod";
  private static final String ORCHESTRATOR = "learning-orchestrator";
  private static final Set<String> KNOWN =
      Set.of("ownership", "caution", "quota", "pinned-image", "image-repository");

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private final SimulatedCluster cluster =
      SimulatedCluster.start(
          ClusterOptions.named("driven")
              .speed(20)
              .pools(
                  List.of(
                      NodePool.of("general", 3).labelled("node-group", "general"),
                      NodePool.of("spot", 2)
                          .labelled("node-group", "spot")
                          .tainted("spot=true:NoSchedule"))));
  private FlowStage stage;
  private String service;
  private Placement placement;

  @BeforeAll
  void prepare() {
    cluster.apply(
        (file("kinds") + file("quizmentor")).replaceAll("in \\d+ days", "2099-01-01T00:00:00Z"));
    stage = new FlowStage(context, cluster.kubeconfig(), NAMESPACE);
    service = stage.name(ORCHESTRATOR);
    placement =
        stage.placed(
            service,
            new WorkloadRef(stage.cluster(), NAMESPACE, WorkloadKind.DEPLOYMENT, ORCHESTRATOR),
            "orchestrator");
  }

  static String file(String name) {
    try (var stream = DrivenLinesTests.class.getResourceAsStream("/sandbox/" + name + ".yaml")) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  @Line("quiz-3")
  void aMemoryLimitIsSetByAPlanAndARollbackBringsTheFormerOneBack() {
    var before = orchestrator();
    var wanted = new WantedResources("", null, "1500m", null, "2Gi");
    var plan = stage.plan(stage.sizes(service, wanted, KNOWN));

    assertThat(plan.sentence()).contains("CPU limit", "→ 1500m", "memory limit", "→ 2Gi");
    assertThat(reason(plan, "ownership")).contains("quizmentor", "will revert");
    assertThat(reason(plan, "caution")).contains("learning-orchestrator-vpa (Auto)");
    assertThat(reason(plan, "new-pods")).contains("is replaced, as by a restart");
    var done = stage.ended(stage.start(plan));
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(orchestrator().at("/resources/limits/memory").asString()).isEqualTo("2Gi");
    assertThat(orchestrator().at("/resources/requests"))
        .isEqualTo(before.at("/resources/requests"));
    assertThat(
            Visitor.page(Visitor.signedIn(port, "vera").get("/deployments/" + done.id()))
                .select("h1")
                .text())
        .contains("Resources of " + service);

    var back = stage.plan(service, ChangeKind.ROLLBACK, Map.of(), null, KNOWN);
    var undone = stage.ended(stage.start(back));
    assertThat(undone.state()).as(undone.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(orchestrator().path("resources")).isEqualTo(before.path("resources"));
    assertThat(stage.bean(Deployments.class).byId(done.id()).summary().rolledBackBy())
        .isEqualTo(undone.id());
  }

  @Test
  @Line("quiz-7")
  void anAutoscalerIsMadeByAPlanAndTakenAwayByAnother() {
    var plan = stage.plan(stage.autoscaler(service, 3, 10, new WantedAutoscaler(70, false), KNOWN));
    assertThat(plan.sentence()).contains("3 to 10 pods at 70 % CPU");
    assertThat(plan.object())
        .isEqualTo("HorizontalPodAutoscaler " + NAMESPACE + "/" + ORCHESTRATOR);
    assertThat(reason(plan, "caution")).contains("they work against each other");
    assertThat(plan.notUndone()).singleElement().asString().contains("leaves the autoscaler");
    var made = stage.ended(stage.start(plan));
    assertThat(made.state()).as(made.why()).isEqualTo(DeploymentState.SUCCEEDED);
    var spec = autoscaler().path("spec");
    assertThat(spec.at("/metrics/0/resource/target/averageUtilization").asInt()).isEqualTo(70);
    assertThat(spec.path("maxReplicas").asInt()).isEqualTo(10);
    // The controller takes it in hand.
    await()
        .atMost(FlowStage.LONGEST)
        .until(() -> autoscaler().at("/status/desiredReplicas").asInt() >= 3);

    assertThatThrownBy(() ->
            stage.plan(stage.autoscaler(service, 3, 10, new WantedAutoscaler(60, false), KNOWN)))
        .hasMessageContaining("owns the count already")
        .hasMessageContaining("change its bounds, now 3 to 10");

    var away =
        stage.plan(stage.autoscaler(service, null, null, new WantedAutoscaler(null, true), KNOWN));
    var removed = stage.ended(stage.start(away));
    assertThat(removed.state()).as(removed.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(stage.bean(ClusterGateway.class).autoscaler(placement.workload())).isEmpty();
    assertThat(stage.awaits(placement, state -> state.autoscaler() == null).desired())
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  @Line("quiz-18")
  void argoCdIsPausedWhileSomebodyActsAndResumedAsItWas() {
    var policy = application().at("/spec/syncPolicy");
    var pause = stage.plan(service, ChangeKind.PAUSE_SYNC, Map.of(), null, KNOWN);
    assertThat(pause.object()).isEqualTo("Application argocd/quizmentor");
    assertThat(reason(pause, "caution")).contains("whole application quizmentor");
    var paused = stage.ended(stage.start(pause));
    assertThat(paused.state()).as(paused.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(application().at("/spec/syncPolicy/automated").isMissingNode()).isTrue();
    assertThat(application().at("/spec/syncPolicy/retry")).isEqualTo(policy.path("retry"));

    // By whom and since when, on the page and in every plan; nothing is reverted now.
    assertThat(cell())
        .contains("Automatic sync of quizmentor is paused by Ada", "Open the deployment");
    var act =
        stage.plan(
            stage.sizes(service, new WantedResources("", null, null, null, "1536Mi"), KNOWN));
    assertThat(reason(act, "paused-sync")).contains("paused by Ada");
    assertThat(reason(act, "ownership")).contains("nothing is reverted until it is resumed");
    var acted = stage.ended(stage.start(act));
    assertThat(acted.state()).as(acted.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(acted.watch()).as("nobody heals it now").isNull();
    remindsOnce(paused);
    assertThatThrownBy(() -> stage.plan(service, ChangeKind.PAUSE_SYNC, Map.of(), null, KNOWN))
        .hasMessageContaining("is paused already");

    var resume = stage.plan(service, ChangeKind.RESUME_SYNC, Map.of(), null, KNOWN);
    assertThat(reason(resume, "caution")).contains("puts back whatever was changed meanwhile");
    var resumed = stage.ended(stage.start(resume));
    assertThat(resumed.state()).as(resumed.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(application().at("/spec/syncPolicy")).isEqualTo(policy);
    assertThat(application().at("/metadata/annotations").has("slipway.dev/kept-sync-policy"))
        .isFalse();
    stage.awaits(placement, state -> state.owners().stream().anyMatch(Owner::selfHealing));
    assertThat(cell()).doesNotContain("is paused by");
  }

  /// Four hours later.
  private void remindsOnce(DeploymentSummary paused) {
    var jdbc = stage.bean(JdbcClient.class);
    jdbc.sql("update deployment set ended_at = ended_at - interval '5 hours' where id = ?")
        .param(paused.id())
        .update();
    assertThat(cell()).contains("Argo CD has been paused for long", "paused by Ada, for 5 h");
    stage.bean(SyncReminders.class).look();
    stage.bean(SyncReminders.class).look();
    assertThat(stage.bean(Deployments.class).byId(paused.id()).timeline())
        .filteredOn(step -> step.step().equals("paused-for-long"))
        .hasSize(1);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from audit.audit_event
                    where subject_id = ? and action = 'sync.paused-for-long'
                    """)
                .param(paused.id().toString())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  private String cell() {
    return Visitor.page(
            Visitor.signedIn(port, "ada")
                .get("/services/" + service + "/env/" + stage.environment()))
        .select("#cell-now")
        .text();
  }

  private static String reason(PlanView plan, String policy) {
    return plan.verdicts().stream()
        .filter(verdict -> verdict.policy().equals(policy))
        .map(Verdict::reason)
        .findFirst()
        .orElse("");
  }

  private JsonNode orchestrator() {
    var pod = read("deployments.apps", NAMESPACE, ORCHESTRATOR).at("/spec/template/spec");
    for (var container : pod.path("containers")) {
      if (container.path("name").asString("").equals("orchestrator")) {
        return container;
      }
    }
    throw new AssertionError("no container orchestrator");
  }

  private JsonNode autoscaler() {
    return read("horizontalpodautoscalers.autoscaling", NAMESPACE, ORCHESTRATOR);
  }

  private JsonNode application() {
    return read("applications.argoproj.io", "argocd", "quizmentor");
  }

  private JsonNode read(String type, String namespace, String name) {
    return cluster.read(type, namespace, name).orElseThrow();
  }
}
