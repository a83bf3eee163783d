package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.TeamId;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeFacts.Declared;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Way;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgedClassTests {

  @Test
  void aVersionOfUnknownContentIsAFeature() {
    var judged = JudgedClass.of(change(ChangeKind.ROLLOUT, Way.FORWARD, null), true);

    assertThat(judged.changeClass()).isEqualTo(ChangeClass.FEATURE);
    assertThat(judged.why()).contains("which commits");
  }

  @Test
  void aRollbackIsWhatTheHistorySaysItIs() {
    assertThat(
            JudgedClass.of(change(ChangeKind.ROLLBACK, Way.LAST_GOOD, null), false).changeClass())
        .isEqualTo(ChangeClass.ROLLBACK);
    assertThat(JudgedClass.of(change(ChangeKind.ROLLBACK, Way.FORWARD, null), false).changeClass())
        .isEqualTo(ChangeClass.FEATURE);
  }

  @Test
  void aFixTakesTheRightAndATicket() {
    var fix = change(ChangeKind.ROLLOUT, Way.FORWARD, new Declared(ChangeClass.FIX, "INC-7"));
    var bare = change(ChangeKind.ROLLOUT, Way.FORWARD, new Declared(ChangeClass.FIX, null));

    assertThat(JudgedClass.of(fix, true).changeClass()).isEqualTo(ChangeClass.FIX);
    assertThat(JudgedClass.of(fix, true).declared()).isTrue();
    assertThat(JudgedClass.of(fix, false).changeClass()).isEqualTo(ChangeClass.FEATURE);
    assertThat(JudgedClass.of(fix, false).why()).contains("an owner of the service may");
    assertThat(JudgedClass.of(bare, true).changeClass()).isEqualTo(ChangeClass.FEATURE);
    assertThat(JudgedClass.of(bare, true).why()).contains("needs a ticket");
  }

  @Test
  void aRestartIsOperatingUntilItsTicketSaysThatItIsAFix() {
    assertThat(JudgedClass.of(change(ChangeKind.RESTART, Way.FORWARD, null), true).changeClass())
        .isEqualTo(ChangeClass.CHORE);
    var fix = new Declared(ChangeClass.FIX, "INC-7");
    assertThat(JudgedClass.of(change(ChangeKind.RESTART, Way.FORWARD, fix), true).changeClass())
        .isEqualTo(ChangeClass.FIX);
  }

  @Test
  void nobodyCallsAVersionOperating() {
    var chore = new Declared(ChangeClass.CHORE, "OPS-1");
    assertThat(JudgedClass.of(change(ChangeKind.ROLLOUT, Way.FORWARD, chore), true).changeClass())
        .isEqualTo(ChangeClass.FEATURE);
  }

  static ProposedChange change(ChangeKind kind, Way way, @Nullable Declared declared) {
    var facts =
        new ChangeFacts(
            kind,
            UUID.randomUUID(),
            way,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            false,
            null);
    var service =
        new ServiceView(
            ServiceId.next(),
            "learning-orchestrator",
            "learning-orchestrator",
            "",
            SystemId.next(),
            "quizmentor",
            "QuizMentor",
            new TeamId(UUID.randomUUID()),
            "learning",
            "Learning",
            1,
            Lifecycle.PRODUCTION,
            List.of());
    var environment =
        new EnvironmentView(
            EnvironmentId.next(), "production", "Production", EnvironmentClass.PRODUCTION, 900);
    return new ProposedChange(service, environment, facts.called(declared));
  }
}
