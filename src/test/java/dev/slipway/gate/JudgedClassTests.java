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
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgedClassTests {

  private static final Brought UNKNOWN = Brought.unknown("");

  @Test
  void aVersionOfUnknownContentIsAFeature() {
    var judged = JudgedClass.of(change(ChangeKind.ROLLOUT, Way.FORWARD, null), true, UNKNOWN);

    assertThat(judged.changeClass()).isEqualTo(ChangeClass.FEATURE);
    assertThat(judged.why()).contains("which commits");
  }

  @Test
  void aRollbackIsWhatTheHistorySaysItIs() {
    assertThat(
            JudgedClass.of(change(ChangeKind.ROLLBACK, Way.LAST_GOOD, null), false, UNKNOWN)
                .changeClass())
        .isEqualTo(ChangeClass.ROLLBACK);
    assertThat(
            JudgedClass.of(change(ChangeKind.ROLLBACK, Way.FORWARD, null), false, UNKNOWN)
                .changeClass())
        .isEqualTo(ChangeClass.FEATURE);
  }

  @Test
  void aFixTakesTheRightAndATicket() {
    var fix = change(ChangeKind.ROLLOUT, Way.FORWARD, new Declared(ChangeClass.FIX, "INC-7"));
    var bare = change(ChangeKind.ROLLOUT, Way.FORWARD, new Declared(ChangeClass.FIX, null));

    assertThat(JudgedClass.of(fix, true, UNKNOWN).changeClass()).isEqualTo(ChangeClass.FIX);
    assertThat(JudgedClass.of(fix, true, UNKNOWN).declared()).isTrue();
    assertThat(JudgedClass.of(fix, false, UNKNOWN).changeClass()).isEqualTo(ChangeClass.FEATURE);
    assertThat(JudgedClass.of(fix, false, UNKNOWN).why()).contains("an owner of the service may");
    assertThat(JudgedClass.of(bare, true, UNKNOWN).changeClass()).isEqualTo(ChangeClass.FEATURE);
    assertThat(JudgedClass.of(bare, true, UNKNOWN).why()).contains("needs a ticket");
  }

  @Test
  void aRestartIsOperatingUntilItsTicketSaysThatItIsAFix() {
    assertThat(
            JudgedClass.of(change(ChangeKind.RESTART, Way.FORWARD, null), true, UNKNOWN)
                .changeClass())
        .isEqualTo(ChangeClass.CHORE);
    var fix = new Declared(ChangeClass.FIX, "INC-7");
    assertThat(
            JudgedClass.of(change(ChangeKind.RESTART, Way.FORWARD, fix), true, UNKNOWN)
                .changeClass())
        .isEqualTo(ChangeClass.FIX);
  }

  @Test
  void nobodyCallsAVersionOperating() {
    var chore = new Declared(ChangeClass.CHORE, "OPS-1");
    assertThat(
            JudgedClass.of(change(ChangeKind.ROLLOUT, Way.FORWARD, chore), true, UNKNOWN)
                .changeClass())
        .isEqualTo(ChangeClass.FEATURE);
  }

  /// Vector 20: the range {fix, feat} declared FIX.
  @Test
  void whatItsCommitsTellWinsOverWhatItsRequesterCallsIt() {
    var judged =
        JudgedClass.of(
            rollout(new Declared(ChangeClass.FIX, "INC-7"), "INC-7"),
            true,
            brings("fix: a", "feat: b"));

    assertThat(judged.changeClass()).isEqualTo(ChangeClass.FEATURE);
    assertThat(judged.declared()).isFalse();
    assertThat(judged.why())
        .isEqualTo(
            "Its requester calls it a fix, its commits say otherwise. 2 commits since 1a2b3c4, 1 of"
                + " them a feature, so it counts as a feature.");
    assertThat(Objects.requireNonNull(judged.commits()).called()).isEqualTo("fix");
    assertThat(Objects.requireNonNull(judged.commits()).derived()).isEqualTo("feature");
  }

  @Test
  void fixesAloneAreAFixOnceTheyHaveATicketAndThatIsNotDeclared() {
    var fixes = brings("fix: a", "perf: b", "revert: c");

    var judged = JudgedClass.of(rollout(null, "PLAT-12"), false, fixes);
    assertThat(judged.changeClass()).isEqualTo(ChangeClass.FIX);
    assertThat(judged.declared()).isFalse();
    assertThat(judged.why())
        .isEqualTo("3 commits since 1a2b3c4, all fixes (PLAT-12), so it counts as a fix.");
    assertThat(Objects.requireNonNull(judged.commits()).ticket()).isEqualTo("PLAT-12");

    var called = rollout(new Declared(ChangeClass.FIX, "PLAT-12"), "PLAT-12");
    assertThat(JudgedClass.of(called, true, fixes).declared()).isFalse();

    for (var bare :
        List.of(rollout(null, null), rollout(new Declared(ChangeClass.FIX, null), null))) {
      var held = JudgedClass.of(bare, true, fixes);
      assertThat(held.changeClass()).isEqualTo(ChangeClass.FEATURE);
      assertThat(held.why()).startsWith("3 commits since").contains("without a ticket");
    }
  }

  @Test
  void onceItsCommitsAreKnownItIsOnlyCalledSomethingStricter() {
    var fixes = brings("fix: a");
    var upkeep = brings("docs: a");
    var features = brings("feat: a");

    assertThat(called(ChangeClass.FEATURE, fixes)).isEqualTo(ChangeClass.FEATURE);
    assertThat(called(ChangeClass.CRITICAL_FEATURE, fixes)).isEqualTo(ChangeClass.CRITICAL_FEATURE);
    assertThat(called(ChangeClass.SECURITY, fixes)).isEqualTo(ChangeClass.FIX);
    assertThat(called(ChangeClass.SECURITY, upkeep)).isEqualTo(ChangeClass.CHORE);
    assertThat(called(ChangeClass.FIX, upkeep)).isEqualTo(ChangeClass.CHORE);
    assertThat(called(ChangeClass.SECURITY, features)).isEqualTo(ChangeClass.FEATURE);
    assertThat(called(ChangeClass.CHORE, features)).isEqualTo(ChangeClass.FEATURE);
    assertThat(called(ChangeClass.CRITICAL_FEATURE, features))
        .as("how urgent a feature is no commit tells")
        .isEqualTo(ChangeClass.CRITICAL_FEATURE);
    assertThat(called(ChangeClass.CRITICAL_FEATURE, upkeep))
        .as("upkeep is no feature")
        .isEqualTo(ChangeClass.CHORE);
  }

  @Test
  void upkeepIsOperating() {
    var judged = JudgedClass.of(rollout(null, "PLAT-12"), true, brings("docs: a", "ci: b"));

    assertThat(judged.changeClass()).isEqualTo(ChangeClass.CHORE);
    assertThat(judged.why()).endsWith("all upkeep, so it counts as an operational change.");
  }

  @Test
  void whereTheyAreNotKnownItSaysWhatHelps() {
    var judged = JudgedClass.of(rollout(null, null), true, Brought.unknown("Send them."));

    assertThat(judged.why()).endsWith("so it counts as a feature. Send them.");
    assertThat(judged.commits()).isNull();
  }

  private static ChangeClass called(ChangeClass named, Brought brought) {
    return JudgedClass.of(rollout(new Declared(named, "INC-7"), "INC-7"), true, brought)
        .changeClass();
  }

  private static ProposedChange rollout(@Nullable Declared declared, @Nullable String ticket) {
    var change = change(ChangeKind.ROLLOUT, Way.FORWARD, declared);
    return new ProposedChange(
        change.service(), change.environment(), change.facts().withTicket(ticket));
  }

  private static Brought brings(String... lines) {
    var tally = CommitTally.of(List.of(lines));
    var range =
        new DecisionCommits.Range(
            "app:1",
            "1a2b3c4d",
            "5d6e7f8a",
            tally.count(),
            tally.breaking(),
            tally.types(),
            List.of());
    return new Brought(List.of(range), tally, "");
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
