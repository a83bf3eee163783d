package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.PlacementId;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.Role;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.notifications.NoticeView;
import dev.slipway.notifications.Notices;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Samples of a rollout that settled nine minutes ago, counted in a Prometheus that the test
/// steers.
@SlipwayTest
class SamplingTests {

  private static final Duration AGO = Duration.ofMinutes(9);

  @Autowired private ApplicationContext context;
  private final UUID holder = UUID.randomUUID();
  private final UUID deployment = UuidV7.next();
  private SloStage stage;
  private MeasuredService measured;

  @BeforeEach
  void measure() {
    stage = new SloStage(context);
    measured = new MeasuredService(context, stage.service.slug(), stage.production.slug());
  }

  @AfterEach
  void close() {
    set("due_at = null");
    measured.close();
  }

  @Test
  void tenSamplesAsGoodAsBeforeVerifyARollout() {
    begin(null, false);
    turns(9);
    assertThat(view().state()).isEqualTo(VerificationState.RUNNING);
    turns(1);
    var view = view();
    assertThat(view.state()).isEqualTo(VerificationState.SUCCEEDED);
    assertThat(view.dueAt()).isNull();
    var one = view.objectives().getFirst();
    assertThat(one.samples()).hasSize(10);
    assertThat(one.limit()).isEqualByComparingTo("0.01");
    assertThat(one.byPods()).isFalse();
    assertThat(Objects.requireNonNull(one.baseline()).total().intValue()).isBetween(3_400, 3_700);
    assertThat(one.samples())
        .allMatch(sample -> sample.window().equals(Duration.ofMinutes(5)))
        .allMatch(sample -> sample.counts() != null && sample.counts().bad().signum() == 0);
  }

  @Test
  void threeSamplesOverTheLimitFailARolloutAndLeadToNothingWhereNobodyAskedForIt() {
    measured.failsFrom(Instant.now().minus(AGO), 0.2);
    begin(null, false);
    turns(3);
    var view = view();
    assertThat(view.state()).isEqualTo(VerificationState.FAILED);
    assertThat(view.why()).contains("availability");
    assertThat(view.wayBack()).isEqualTo(WayBackState.NONE);
    assertThat(view.dueAt()).isNull();
    assertThat(
            Objects.requireNonNull(view.objectives().getFirst().last().orElseThrow().share())
                .doubleValue())
        .isBetween(0.19, 0.21);
    assertThat(notices())
        .anyMatch(notice -> notice.text().startsWith("Needs a look: app-" + stage.unique));
  }

  /// What failed before as often is no fault of the rollout.
  @Test
  void errorsThatWereThereBeforeDoNotFailARollout() {
    measured.failsFrom(Instant.now().minus(Duration.ofMinutes(60)), 0.012);
    begin(null, false);
    turns(10);
    assertThat(view().state()).isEqualTo(VerificationState.SUCCEEDED);
    assertThat(Objects.requireNonNull(view().objectives().getFirst().limit()).doubleValue())
        .isBetween(0.035, 0.037);
  }

  /// A release of which as much fails as before, in the midst of an incident, is not well by that.
  @Test
  void aPastFarOutsideTheObjectiveAsksAPersonAndNeverRollsBack() {
    measured.failsFrom(Instant.now().minus(Duration.ofMinutes(60)), 0.3);
    begin(null, true);
    turns(4);
    var view = view();
    assertThat(view.state()).isEqualTo(VerificationState.INCONCLUSIVE);
    assertThat(view.why())
        .isEqualTo(
            "Before it too much was bad already (availability): to be like that proves nothing."
                + " Look yourself, then keep it or roll it back.");
    assertThat(view.wayBack()).isEqualTo(WayBackState.NONE);
    assertThat(view.objectives().getFirst().provesNothing()).isTrue();
    assertThat(notices())
        .anyMatch(notice -> notice.text().startsWith("Needs a look: app-" + stage.unique));
  }

  @Test
  void onlyNewPodsAreCountedWhereSeriesTellThemApart() {
    measured.knowsPods("app-1-old", "app-2-new");
    measured.failsFrom(Instant.now().minus(AGO), 0.015);
    begin("app-2-[a-z0-9]+", false);
    turns(3);
    var one = view().objectives().getFirst();
    assertThat(one.byPods()).isTrue();
    // Of all pods together 0.75 % fail, which would pass.
    assertThat(view().state()).isEqualTo(VerificationState.FAILED);
    assertThat(Objects.requireNonNull(one.last().orElseThrow().counts()).total().intValue())
        .isBetween(590, 610);
  }

  @Test
  void tooLittleTrafficAsksAPersonWhoKeepsIt() {
    measured.silentFrom(Instant.now().minus(AGO));
    begin(null, true);
    turns(4);
    assertThat(view().state()).isEqualTo(VerificationState.INCONCLUSIVE);
    assertThat(view().wayBack()).isEqualTo(WayBackState.NONE);
    assertThat(view().dueAt()).isNull();
    var verifications = context.getBean(Verifications.class);
    var vera = stage.person("vera", Role.DEVELOPER, null);
    assertThatThrownBy(
            () -> verifications.keep(deployment, "It is night here", SloStage.actor(vera)))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> verifications.keep(deployment, "short", SloStage.actor(stage.kofi)))
        .hasMessageContaining("reason");
    verifications.keep(deployment, "Nobody is awake to ask for it", SloStage.actor(stage.kofi));
    var view = view();
    assertThat(view.state()).isEqualTo(VerificationState.KEPT);
    assertThat(view.decided()).isNotNull();
    assertThatThrownBy(() ->
            verifications.keep(deployment, "Once more, to be sure", SloStage.actor(stage.kofi)))
        .isInstanceOf(DomainFailure.class);
  }

  @Test
  void anOutageOfMetricsEndsWithoutAVerdictAndNeverRollsBack() {
    measured.failsFrom(Instant.now().minus(AGO), 0.2);
    begin(null, true);
    turns(2);
    measured.isGone();
    turns(5);
    var view = view();
    assertThat(view.state()).isEqualTo(VerificationState.ERROR);
    assertThat(view.wayBack()).isEqualTo(WayBackState.NONE);
    assertThat(view.objectives().getFirst().samples())
        .extracting(VerificationView.Sample::outcome)
        .containsExactly(
            SampleOutcome.FAILED,
            SampleOutcome.FAILED,
            SampleOutcome.ERROR,
            SampleOutcome.ERROR,
            SampleOutcome.ERROR,
            SampleOutcome.ERROR,
            SampleOutcome.ERROR);
  }

  @Test
  void aPersonWhoKeepsItStopsSamples() {
    begin(null, true);
    turns(1);
    context
        .getBean(Verifications.class)
        .keep(deployment, "We look at it ourselves", SloStage.actor(stage.kofi));
    turns(1);
    assertThat(view().objectives().getFirst().samples()).hasSize(1);
    assertThat(view().state()).isEqualTo(VerificationState.KEPT);
  }

  /// Killed in the middle: the one who comes after the lease goes on, and the one before writes
  /// nothing any more.
  @Test
  void whoeverComesAfterADeadHolderGoesOn() {
    begin(null, false);
    turns(1);
    var rows = context.getBean(VerificationRows.class);
    var dead = rows.take(deployment, UUID.randomUUID()).orElseThrow();
    turns(1);
    assertThat(view().objectives().getFirst().samples()).hasSize(1);
    set("lease_until = clock_timestamp()");
    turns(1);
    assertThat(view().objectives().getFirst().samples()).hasSize(2);
    var row = rows.find(deployment).orElseThrow();
    assertThatThrownBy(() -> context.getBean(Sampling.class).sample(row, dead))
        .isInstanceOf(Sampling.TurnLost.class);
    assertThat(view().objectives().getFirst().samples()).hasSize(2);
  }

  private void begin(@Nullable String pods, boolean automatic) {
    var settled = Instant.now().minus(AGO);
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
                pods,
                10,
                automatic,
                Duration.ofHours(1),
                false));
    context.getBean(SampleRows.class).add(deployment, measured.countable);
  }

  private void turns(int count) {
    for (var i = 0; i < count; i++) {
      context.getBean(Rounds.class).turn(deployment, holder);
    }
  }

  private VerificationView view() {
    return context.getBean(Verifications.class).ofDeployment(deployment).orElseThrow();
  }

  private List<NoticeView> notices() {
    return context.getBean(Notices.class).unread(SloStage.actor(stage.kofi));
  }

  private void set(String assignment) {
    context
        .getBean(JdbcClient.class)
        .sql("update verification set " + assignment + " where deployment = ?")
        .param(deployment)
        .update();
  }
}
