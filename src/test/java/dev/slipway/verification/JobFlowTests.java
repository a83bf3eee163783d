package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.Deployments;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import dev.slipway.verification.VerificationView.Smoke.Try;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.util.List;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/// Jobs that test rollouts on a simulated cluster, from the rollout to the way back.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobFlowTests {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      spec:
        activeDeadlineSeconds: 900
        template:
          spec:
            containers:
            - {name: smoke, image: "${IMAGE}", command: [/bin/check]}
      """;

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
  void aJobThatCompletesVerifiesARolloutAndOneThatFailsTakesItBackOnce() {
    var name = yard.slug() + "-job";
    var placement = yard.launch(name, "app.test/app:1.0.0");
    test(name, JOB, 1);
    automatic(name);
    var well = rollOut(name, "1.0.1");
    ends(well, VerificationState.SUCCEEDED);
    assertThat(jobs(well)).isOne();
    assertThat(started(name)).hasSize(1).first().asString().startsWith("smoke-");
    assertThat(page(well)).contains("Verified", "Kubernetes Job", "Must complete within 900 s.");

    var bad = rollOut(name, "errors-1.0.2");
    ends(bad, VerificationState.FAILED);
    var one = view(bad).smoke().getFirst();
    assertThat(one.tried()).extracting(Try::outcome).containsExactly(SampleOutcome.FAILED);
    assertThat(one.tried().getFirst().why()).contains("failed as often");
    assertThat(one.tried().getFirst().log()).contains("exit status 1");
    assertThat(one.underWay()).isNull();
    await()
        .atMost(LONGEST)
        .until(() ->
            !newest(placement).equals(bad)
                && state(newest(placement)) == DeploymentState.SUCCEEDED);
    assertThat(yard.bean(Deployments.class).recent(placement.id(), 10))
        .filteredOn(each -> each.kind() == ChangeKind.ROLLBACK)
        .hasSize(1);
    assertThat(image(placement)).isEqualTo("app.test/app:1.0.1");
    assertThat(
            Visitor.page(
                    Visitor.signedIn(port, "kofi").get("/deployments/" + bad + "/verification"))
                .text())
        .contains("exit status 1");
    assertThat(page(bad)).contains("failed as often").doesNotContain("exit status 1");
  }

  /// A trial asks the cluster what it would say, and starts nothing.
  @Test
  void aTrialOfAJobAsksTheClusterAndStartsNothing() {
    var name = yard.slug() + "-trial";
    yard.launch(name, "app.test/app:1.0.0");
    var taken = tried(name, JOB);
    assertThat(taken.outcome()).isEqualTo(SampleOutcome.PASSED);
    var large = "name: smoke, resources: {requests: {cpu: 2}, limits: {cpu: 1}},";
    var refused = tried(name, JOB.replace("name: smoke,", large));
    assertThat(refused.outcome()).isEqualTo(SampleOutcome.ERROR);
    assertThat(refused.why()).contains("resources.requests");
    assertThat(yard.cluster().list("jobs.batch", "default"))
        .noneMatch(job -> job.at("/metadata/name").asString("").startsWith("smoke-trial-"));
  }

  /// A node that cannot start the Job says nothing of the service.
  @Test
  void aJobThatNeverRanEndsWithoutAVerdictAndNeverRollsBack() {
    var name = yard.slug() + "-never";
    var placement = yard.launch(name, "app.test/app:1.0.0");
    test(
        name,
        JOB.replace("activeDeadlineSeconds: 900", "activeDeadlineSeconds: 10")
            .replace(
                "      containers:", "      nodeSelector: {disk: none-has-it}\n      containers:"),
        1);
    automatic(name);
    var release = rollOut(name, "1.0.1");
    await()
        .atMost(LONGEST)
        .until(() -> {
          hasten(release);
          return view(release).state().isFinal();
        });
    assertThat(view(release).state()).isEqualTo(VerificationState.ERROR);
    assertThat(view(release).wayBack()).isEqualTo(WayBackState.NONE);
    assertThat(view(release).smoke().getFirst().tried())
        .hasSize(5)
        .allMatch(each -> each.why().contains("never ran: its time was up"));
    assertThat(newest(placement)).isEqualTo(release);
  }

  /// Killed between the write and the note of it: the same try finds its own Job.
  @Test
  void aTryThatIsBegunTwiceStartsOneJob() {
    var name = yard.slug() + "-twice";
    yard.launch(name, "app.test/app:1.0.0");
    test(name, JOB, 1);
    automatic(name);
    var release = rollOut(name, "1.0.1");
    var rows = yard.bean(VerificationRows.class);
    var smoke = view(release).smoke().getFirst();
    var fresh =
        new VerificationView.Smoke(
            smoke.id(),
            smoke.name(),
            smoke.probe(),
            smoke.tries(),
            smoke.pause(),
            smoke.timeout(),
            VerificationState.RUNNING,
            null,
            List.of());
    var jobs = yard.bean(JobTries.class);
    var row = rows.find(release).orElseThrow();
    var probe = (JobProbe) smoke.probe();
    assertThat(jobs.look(row, fresh, probe)).isInstanceOf(JobTries.Look.Going.class);
    assertThat(jobs.look(row, fresh, probe)).isInstanceOf(JobTries.Look.Going.class);
    ends(release, VerificationState.SUCCEEDED);
    assertThat(jobs(release)).isOne();
  }

  private SmokeTry tried(String service, String manifest) {
    return yard.bean(SmokeTrials.class)
        .ask(service, yard.slug(), new JobProbe(manifest), Duration.ofSeconds(5), yard.owner());
  }

  private void test(String service, String manifest, int tries) {
    assertThat(
            yard.bean(SmokeChecks.class)
                .add(
                    service,
                    yard.slug(),
                    new EditSmokeCheck(
                        "smoke",
                        new JobProbe(manifest),
                        tries,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        0,
                        "A test of verification"),
                    yard.owner()))
        .isEmpty();
  }

  private void automatic(String service) {
    yard.bean(Verifications.class)
        .edit(
            new EditVerification(service, yard.slug(), 0, null, true, "A test of verification"),
            yard.owner());
  }

  private long jobs(UUID deployment) {
    var all = yard.cluster().list("jobs.batch", "default");
    return all.stream()
        .filter(job ->
            job.at("/metadata/annotations/slipway.dev~1deployment")
                .asString("")
                .equals(deployment.toString()))
        .count();
  }

  private List<String> started(String service) {
    return yard.bean(JdbcClient.class)
        .sql(
            """
            select after->>'job' from audit.audit_event
            where action = 'verification.job-started' and service = ? order by id
            """)
        .param(service)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private void hasten(UUID deployment) {
    yard.bean(JdbcClient.class)
        .sql(
            """
            update verification set due_at = clock_timestamp()
            where deployment = ? and state = 'RUNNING' and holder is null
            """)
        .param(deployment)
        .update();
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
        .untilAsserted(() -> assertThat(view(deployment).state()).isEqualTo(with));
  }

  private VerificationView view(UUID deployment) {
    return yard.bean(Verifications.class).ofDeployment(deployment).orElseThrow();
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

  private String page(UUID deployment) {
    return Visitor.page(
            Visitor.signedIn(port, "vera").get("/deployments/" + deployment + "/verification"))
        .text();
  }
}
