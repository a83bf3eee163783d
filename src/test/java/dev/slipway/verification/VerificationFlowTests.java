package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.deployments.DeploymentDetails;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.Deployments;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// From a rollout on a cluster to its verification and the way back.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationFlowTests {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private Shipyard yard;

  @BeforeAll
  void build() {
    yard = new Shipyard(context);
  }

  @AfterAll
  void close() {
    yard.close();
  }

  /// Others look at tables that must not move meanwhile.
  @AfterEach
  void rest() {
    yard.bean(JdbcClient.class)
        .sql("update verification set due_at = null where state = 'RUNNING'")
        .update();
  }

  @Test
  void aRolloutWithRisingErrorsIsTakenBackOnceByItself() {
    var name = yard.slug() + "-rises";
    var placement = yard.launch(name, "app.test/app:1.0.0");
    try (var measured = new MeasuredService(context, name, yard.slug())) {
      edit(name, true);
      var release = rollOut(name, placement);
      assertThat(view(release).state()).isEqualTo(VerificationState.RUNNING);
      assertThat(view(release).pods()).startsWith(name + "-").endsWith("-[a-z0-9]+");
      assertThat(page(release)).contains("Being verified", "rolled back by itself, once");

      measured.failsFrom(Instant.now().minus(Duration.ofMinutes(9)), 0.2);
      hasSettledLongAgo(release);
      untilEnded(release);

      assertThat(view(release).state()).isEqualTo(VerificationState.FAILED);
      await()
          .atMost(LONGEST)
          .until(() ->
              !newest(placement).equals(release)
                  && state(newest(placement)) == DeploymentState.SUCCEEDED);
      var back = yard.bean(Deployments.class).recent(placement.id(), 10);
      assertThat(back).extracting(one -> one.kind()).startsWith(ChangeKind.ROLLBACK);
      assertThat(back).filteredOn(one -> one.kind() == ChangeKind.ROLLBACK).hasSize(1);
      assertThat(back.getFirst().requester()).isEqualTo("Slipway, verification");
      assertThat(back.getFirst().automatic()).isTrue();
      assertThat(back.getFirst().reason()).startsWith("Verification failed: availability");
      assertThat(images(placement)).containsExactly("app.test/app:1.0.0");
      assertThat(view(release).wayBack()).isEqualTo(WayBackState.STARTED);
      assertThat(yard.bean(Verifications.class).ofDeployment(newest(placement))).isEmpty();
      assertThat(yard.bean(Deployments.class).byId(release).timeline())
          .extracting(DeploymentDetails.Step::step)
          .contains("verification", "verification-failed", "verification-way-back");

      assertThat(page(release)).contains("Failed", "over the limit", "Rollback started");
      var told = JsonMapper.shared();
      var one = told.readTree(visitor().get("/api/v1/deployments/" + release).body());
      assertThat(one.at("/verification/state").asString()).isEqualTo("failed");
      var samples =
          told.readTree(visitor().get("/api/v1/deployments/" + release + "/verification").body());
      assertThat(samples.at("/objectives/0/samples")).hasSize(3);
      assertThat(samples.at("/rollback").asString()).isEqualTo("started");
      assertThat(Visitor.page(visitor().get("/deployments?service=" + name)).text())
          .contains("Taken back verification failed");
    }
  }

  @Test
  void whatMigratedForGoodIsNotTakenBackByItself() {
    var name = yard.slug() + "-forgood";
    var placement = yard.launch(name, "app.test/app:1.0.0");
    try (var measured = new MeasuredService(context, name, yard.slug())) {
      edit(name, true);
      yard.cluster()
          .apply(
              Shipyard.manifest(name, "app.test/app:1.0.0")
                  .replace(
                      "metadata: {labels",
                      "metadata: {annotations: {slipway.dev/migration: irreversible}, labels"));
      await()
          .atMost(LONGEST)
          .until(() -> yard.bean(Deployments.class).recent(placement.id(), 5).size() > 1);
      var release = rollOut(name, placement);
      measured.failsFrom(Instant.now().minus(Duration.ofMinutes(9)), 0.2);
      hasSettledLongAgo(release);
      untilEnded(release);
      await().atMost(LONGEST).until(() -> view(release).wayBack() != WayBackState.WANTED);
      assertThat(view(release).wayBack()).isEqualTo(WayBackState.NOT_DONE);
      assertThat(view(release).wayBackWhy()).contains("irreversible");
      assertThat(newest(placement)).isEqualTo(release);
      assertThat(page(release)).contains("Not rolled back by itself", "Keep it");
    }
  }

  @Test
  void aNewerRolloutEndsTheVerificationOfTheOneBefore() {
    var name = yard.slug() + "-newer";
    var placement = yard.launch(name, "app.test/app:1.0.0");
    try (var measured = new MeasuredService(context, name, yard.slug())) {
      edit(name, false);
      var first = rollOut(name, placement);
      assertThat(measured.objective).isEqualTo(view(first).objectives().getFirst().id());
      var second = rollOut(name, placement, "1.0.2");
      untilEnded(first);
      assertThat(view(first).state()).isEqualTo(VerificationState.REPLACED);
      assertThat(view(second).state()).isEqualTo(VerificationState.RUNNING);
    }
  }

  @Test
  void whereNobodyAskedForItNothingIsVerified() {
    var name = yard.slug() + "-plain";
    var placement = yard.launch(name, "app.test/app:1.0.0");
    try (var measured = new MeasuredService(context, name, yard.slug())) {
      assertThat(measured.objective).isNotNull();
      var release = rollOut(name, placement);
      assertThat(yard.bean(Verifications.class).ofDeployment(release)).isEmpty();
      assertThat(page(release)).contains("Not verified");
    }
  }

  private void edit(String service, boolean automatic) {
    yard.bean(Verifications.class)
        .edit(
            new EditVerification(
                service, yard.slug(), 0, true, automatic, "A test of verification"),
            yard.owner());
  }

  private UUID rollOut(String service, Placement placement) {
    return rollOut(service, placement, "1.0.1");
  }

  private UUID rollOut(String service, Placement placement, String tag) {
    var plans = yard.bean(Plans.class);
    var plan =
        plans.propose(
            new ProposeChange(
                ChangeKind.ROLLOUT,
                service,
                yard.slug(),
                Map.of("", ":" + tag),
                null,
                null,
                null,
                null,
                null,
                "A test of verification",
                null,
                false,
                Set.of("pinned-image"),
                null),
            yard.owner(),
            true);
    var release =
        plans.start(plan.id(), plan.hash(), UUID.randomUUID().toString(), yard.owner()).value();
    await()
        .atMost(LONGEST)
        .untilAsserted(() -> assertThat(state(release)).isEqualTo(DeploymentState.SUCCEEDED));
    assertThat(images(placement)).containsExactly("app.test/app:" + tag);
    return release;
  }

  private DeploymentState state(UUID deployment) {
    return yard.bean(Deployments.class).byId(deployment).summary().state();
  }

  private UUID newest(Placement placement) {
    return yard.bean(Deployments.class).recent(placement.id(), 1).getFirst().id();
  }

  private List<String> images(Placement placement) {
    return yard
        .bean(LiveWorkloads.class)
        .state(placement.workload())
        .orElseThrow()
        .images()
        .stream()
        .map(image -> image.image().replaceFirst("@.*", ""))
        .toList();
  }

  private VerificationView view(UUID deployment) {
    return yard.bean(Verifications.class).ofDeployment(deployment).orElseThrow();
  }

  /// As if it had been rolled out ten minutes ago; the pods of a test are in no metrics.
  private void hasSettledLongAgo(UUID deployment) {
    yard.bean(JdbcClient.class)
        .sql(
            """
            update verification set rollout_at = clock_timestamp() - interval '10 minutes',
              settled_at = clock_timestamp() - interval '9 minutes' where deployment = ?
            """)
        .param(deployment)
        .update();
  }

  private void untilEnded(UUID deployment) {
    await()
        .atMost(LONGEST)
        .until(() -> {
          yard.bean(JdbcClient.class)
              .sql(
                  """
                  update verification
                    set due_at = clock_timestamp(), samples_at = clock_timestamp()
                  where deployment = ? and state = 'RUNNING' and holder is null
                  """)
              .param(deployment)
              .update();
          return view(deployment).state().isFinal();
        });
  }

  private Visitor visitor() {
    return Visitor.signedIn(port, "vera");
  }

  private String page(UUID deployment) {
    var whole = Visitor.page(visitor().get("/deployments/" + deployment));
    assertThat(whole.select("#panel-deployment-verification")).hasSize(1);
    return Visitor.page(visitor().get("/deployments/" + deployment + "/verification")).text();
  }
}
