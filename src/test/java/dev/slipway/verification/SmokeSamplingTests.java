package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.PlacementId;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.notifications.NoticeView;
import dev.slipway.notifications.Notices;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.verification.HttpProbe.BodyMatch;
import dev.slipway.verification.VerificationView.Smoke;
import dev.slipway.verification.VerificationView.Smoke.Try;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Smoke tests of a rollout that has just settled, asked of a real server on loopback.
@SlipwayTest
class SmokeSamplingTests {

  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      spec: {template: {spec: {containers: [{name: check, image: "${IMAGE}"}]}}}
      """;

  @Autowired private ApplicationContext context;
  private final UUID holder = UUID.randomUUID();
  private final UUID deployment = UuidV7.next();
  private SloStage stage;
  private AnsweringService service;

  @BeforeEach
  void start() {
    stage = new SloStage(context);
    service = new AnsweringService();
  }

  @AfterEach
  void close() {
    context
        .getBean(JdbcClient.class)
        .sql("update verification set due_at = null where deployment = ?")
        .param(deployment)
        .update();
    service.close();
  }

  @Test
  void aSmokeTestThatPassesVerifiesARollout() {
    begin(false, "health", service.url(), 3);
    turn();
    assertThat(view().state()).isEqualTo(VerificationState.SUCCEEDED);
    assertThat(view().why()).isEqualTo("1 smoke test passed (health).");
    assertThat(smoke().state()).isEqualTo(VerificationState.SUCCEEDED);
    assertThat(smoke().tried()).extracting(Try::status).containsExactly(200);
    assertThat(view().dueAt()).isNull();
  }

  @Test
  void aServiceThatNeedsAMomentIsTriedAgain() {
    service.answers(503, "");
    service.isWellAfter(2);
    begin(true, "health", service.url(), 3);
    turn();
    assertThat(view().state()).isEqualTo(VerificationState.RUNNING);
    assertThat(view().dueAt()).isNotNull();
    turn();
    turn();
    assertThat(view().state()).isEqualTo(VerificationState.SUCCEEDED);
    assertThat(smoke().tried())
        .extracting(Try::outcome)
        .containsExactly(SampleOutcome.FAILED, SampleOutcome.FAILED, SampleOutcome.PASSED);
  }

  @Test
  void asManyFailedTriesAsItMayFailARolloutAndWantItBack() {
    service.answers(503, "a-secret-of-the-answer");
    begin(true, "health", service.url(), 2);
    turn();
    turn();
    var view = view();
    assertThat(view.state()).isEqualTo(VerificationState.FAILED);
    assertThat(view.why())
        .isEqualTo("The smoke test \"health\" failed. It answered 503 (expected: 200).");
    assertThat(view.wayBack()).isEqualTo(WayBackState.WANTED);
    assertThat(notices()).anyMatch(notice -> notice.text().contains("It answered 503"));
  }

  @Test
  void whatThePortalCannotReachEndsWithoutAVerdictAndNeverRollsBack() {
    begin(true, "health", "http://169.254.169.254/health", 1);
    for (var i = 0; i < 4; i++) {
      turn();
      assertThat(view().state()).isEqualTo(VerificationState.RUNNING);
    }
    turn();
    assertThat(view().state()).isEqualTo(VerificationState.ERROR);
    assertThat(view().wayBack()).isEqualTo(WayBackState.NONE);
    assertThat(view().why()).contains("could not be asked", "nothing follows from it");
    turn();
    assertThat(smoke().tried()).hasSize(5);
  }

  /// Samples have a time of their own: tries neither bring them forward nor hold them up.
  @Test
  void triesAndSamplesAreDueEachByThemselves() {
    try (var measured =
        new MeasuredService(context, stage.service.slug(), stage.production.slug())) {
      service.answers(503, "");
      begin(false, "health", service.url(), 10);
      context.getBean(SampleRows.class).add(deployment, measured.countable);
      samplesAt("clock_timestamp() + interval '2 hours'");
      turn();
      turn();
      assertThat(smoke().tried()).hasSize(2);
      assertThat(view().objectives().getFirst().samples()).isEmpty();
      samplesAt("clock_timestamp()");
      service.isWellAfter(0);
      turn();
      assertThat(smoke().state()).isEqualTo(VerificationState.SUCCEEDED);
      assertThat(view().objectives().getFirst().samples()).hasSize(1);
      assertThat(view().state()).isEqualTo(VerificationState.RUNNING);
      turn();
      assertThat(smoke().tried()).hasSize(3);
      assertThat(view().objectives().getFirst().samples()).hasSize(2);
    }
  }

  @Test
  void whatAPersonKeepsIsNotAskedAnyMore() {
    service.answers(503, "");
    begin(true, "health", service.url(), 5);
    turn();
    context
        .getBean(Verifications.class)
        .keep(deployment, "The page is being moved", SloStage.actor(stage.kofi));
    turn();
    assertThat(service.asked()).isEqualTo(1);
    assertThat(view().state()).isEqualTo(VerificationState.KEPT);
  }

  /// The cluster may have taken the Job all the same: it is in the trail, and no other is started.
  @Test
  void aJobWhoseStartWasNotAnsweredInTimeIsTracedAndLookedFor() {
    begin(true, "check", new JobProbe(JOB), 1);
    var row = context.getBean(VerificationRows.class).find(deployment).orElseThrow();
    var late = context.getBean(Sampling.class).asked(row, smoke()).missed().apply("no answer");
    context.getBean(TransactionTemplate.class).executeWithoutResult(_ -> late.run());
    assertThat(smoke().tried()).isEmpty();
    var job = Objects.requireNonNull(smoke().underWay()).job();
    assertThat(
            context
                .getBean(JdbcClient.class)
                .sql(
                    "select after->>'job' from audit.audit_event where action = 'verification.job-started' and service = ?")
                .param(stage.service.slug())
                .query(String.class)
                .list())
        .containsExactly(job);
  }

  /// What a later version allows no more is shown and edited, and ends no rollout otherwise.
  @Test
  void whatIsStoredAndNotAllowedAnyMoreSaysNothingOfTheService() {
    var checks = context.getBean(SmokeCheckRows.class);
    var id = UuidV7.next();
    var where = stage.service.id();
    checks.add(
        where,
        stage.production.id(),
        id,
        new EditSmokeCheck(
            "check",
            new JobProbe(JOB),
            1,
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            0,
            "A test of verification"),
        "a test");
    var stored = "{\"manifest\": \"kind: Pod\"}";
    context
        .getBean(JdbcClient.class)
        .sql("update smoke_check set probe = cast(? as jsonb) where id = ?")
        .params(stored, id)
        .update();
    var kept = checks.of(where, stage.production.id()).getFirst();
    assertThat(kept.probe().kind()).isEqualTo("job");
    assertThat(kept.probe().wants()).contains("not carried out", "apiVersion");
    begin(true, "check", kept.probe(), 1);
    assertThat(((RefusedProbe) smoke().probe()).stored()).isEqualTo(stored);
    for (var i = 0; i < 5; i++) {
      turn();
    }
    assertThat(view().state()).isEqualTo(VerificationState.ERROR);
    assertThat(view().wayBack()).isEqualTo(WayBackState.NONE);
    assertThat(smoke().tried())
        .hasSize(5)
        .allMatch(one -> one.outcome() == SampleOutcome.ERROR)
        .allMatch(one -> one.why().contains("Edit the smoke test"));
  }

  private void begin(boolean automatic, String name, String url, int tries) {
    begin(automatic, name, HttpProbe.of("GET", url, "200", BodyMatch.ANY, ""), tries);
  }

  private void begin(boolean automatic, String name, SmokeProbe probe, int tries) {
    var settled = Instant.now();
    context
        .getBean(VerificationRows.class)
        .begin(
            new VerificationRows.Begun(
                deployment,
                new PlacementId(UuidV7.next()),
                stage.service.id().value(),
                stage.production.id().value(),
                Subject.of("deployment", deployment, "app-" + stage.unique + " 1 → 2")
                    .in(stage.service.slug(), stage.production.slug()),
                VerificationState.RUNNING,
                "",
                settled.minusSeconds(60),
                settled,
                null,
                10,
                automatic,
                Duration.ofHours(1),
                // Nobody but this test takes its turns.
                false));
    context
        .getBean(SmokeRows.class)
        .add(
            deployment,
            new SmokeCheck(
                UuidV7.next(),
                name,
                probe,
                tries,
                Duration.ofMinutes(5),
                Duration.ofSeconds(5),
                1,
                "a test",
                settled));
  }

  private void samplesAt(String moment) {
    context
        .getBean(JdbcClient.class)
        .sql("update verification set samples_at = " + moment + " where deployment = ?")
        .param(deployment)
        .update();
  }

  private void turn() {
    context.getBean(Rounds.class).turn(deployment, holder);
  }

  private VerificationView view() {
    return context.getBean(Verifications.class).ofDeployment(deployment).orElseThrow();
  }

  private Smoke smoke() {
    return view().smoke().getFirst();
  }

  private List<NoticeView> notices() {
    return context.getBean(Notices.class).unread(SloStage.actor(stage.kofi));
  }
}
