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
import dev.slipway.testing.Line;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import dev.slipway.verification.HttpProbe.BodyMatch;
import java.time.Duration;
import java.util.Map;
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
import tools.jackson.databind.json.JsonMapper;

/// From a rollout on a cluster to its smoke tests and the way back, by the portal's own rounds.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmokeFlowTests {

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

  @Test
  @Line("edu-10")
  void aRolloutWhoseSmokeTestFailsIsTakenBackOnceByItself() {
    var name = yard.slug() + "-smoke";
    var placement = yard.launch(name, "app.test/app:1.0.0");
    try (var service = new AnsweringService()) {
      test(name, service.url());
      yard.bean(Verifications.class)
          .edit(
              new EditVerification(name, yard.slug(), 0, null, true, "A test of verification"),
              yard.owner());
      var well = rollOut(name, "1.0.1");
      ends(well, VerificationState.SUCCEEDED);
      assertThat(page(well)).contains("Verified", "1 smoke test passed (health).", "200 in");

      service.answers(500, "a-secret-of-the-answer");
      var bad = rollOut(name, "1.0.2");
      ends(bad, VerificationState.FAILED);
      await()
          .atMost(LONGEST)
          .until(() ->
              !newest(placement).equals(bad)
                  && state(newest(placement)) == DeploymentState.SUCCEEDED);
      var all = yard.bean(Deployments.class).recent(placement.id(), 10);
      assertThat(all).filteredOn(one -> one.kind() == ChangeKind.ROLLBACK).hasSize(1);
      assertThat(all.getFirst().requester()).isEqualTo("Slipway, verification");
      assertThat(image(placement)).isEqualTo("app.test/app:1.0.1");
      assertThat(yard.bean(Verifications.class).ofDeployment(newest(placement))).isEmpty();
      assertThat(yard.bean(Deployments.class).byId(bad).timeline())
          .extracting(DeploymentDetails.Step::step)
          .contains("verification", "verification-failed", "verification-way-back");
      assertThat(page(bad))
          .contains("It answered 500 (expected: 200).", "Rollback started")
          .doesNotContain("a-secret");

      var answer =
          JsonMapper.shared()
              .readTree(visitor().get("/api/v1/deployments/" + bad + "/verification").body());
      assertThat(answer.at("/state").asString()).isEqualTo("failed");
      assertThat(answer.at("/checks/0/state").asString()).isEqualTo("failed");
      assertThat(answer.at("/checks/0/request").asString()).isEqualTo("GET " + service.url());
      assertThat(answer.at("/checks/0/tried")).hasSize(2);
      assertThat(answer.at("/checks/0/tried/1/status").asInt()).isEqualTo(500);
      assertThat(answer.toString()).doesNotContain("a-secret");
    }
  }

  /// Edits and removals are for the rollouts after them.
  @Test
  void whereNothingIsVerifiedNobodyIsAsked() {
    var name = yard.slug() + "-off";
    yard.launch(name, "app.test/app:1.0.0");
    try (var service = new AnsweringService()) {
      test(name, service.url());
      yard.bean(Verifications.class)
          .edit(
              new EditVerification(name, yard.slug(), 0, false, true, "A test of verification"),
              yard.owner());
      var release = rollOut(name, "1.0.1");
      assertThat(yard.bean(Verifications.class).ofDeployment(release)).isEmpty();
      assertThat(service.asked()).isZero();
    }
  }

  private void test(String service, String url) {
    assertThat(
            yard.bean(SmokeChecks.class)
                .add(
                    service,
                    yard.slug(),
                    new EditSmokeCheck(
                        "health",
                        HttpProbe.of("GET", url, "200", BodyMatch.ANY, ""),
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        0,
                        "A test of verification"),
                    yard.owner()))
        .isEmpty();
  }

  private UUID rollOut(String service, String tag) {
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
    return release;
  }

  private void ends(UUID deployment, VerificationState with) {
    await()
        .atMost(LONGEST)
        .untilAsserted(() ->
            assertThat(
                    yard.bean(Verifications.class)
                        .ofDeployment(deployment)
                        .map(VerificationView::state))
                .contains(with));
  }

  private DeploymentState state(UUID deployment) {
    return yard.bean(Deployments.class).byId(deployment).summary().state();
  }

  private UUID newest(Placement placement) {
    return yard.bean(Deployments.class).recent(placement.id(), 1).getFirst().id();
  }

  private String image(Placement placement) {
    return yard.bean(LiveWorkloads.class)
        .state(placement.workload())
        .orElseThrow()
        .images()
        .getFirst()
        .image()
        .replaceFirst("@.*", "");
  }

  private Visitor visitor() {
    return Visitor.signedIn(port, "vera");
  }

  private String page(UUID deployment) {
    return Visitor.page(visitor().get("/deployments/" + deployment + "/verification")).text();
  }
}
