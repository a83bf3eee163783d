package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LastKnown;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.RolloutVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CellJudgeTests {

  private static final Instant NOW = Instant.parse("2026-11-20T15:42:00Z");
  private static final Freshness LIVE = new Freshness(Freshness.State.LIVE, NOW, null);
  private static final Freshness STALE = old(Freshness.State.STALE, Duration.ofMinutes(2));
  private static final Freshness LOST = old(Freshness.State.LOST, Duration.ofMinutes(11));

  @ParameterizedTest
  @CsvSource({
    "HEALTHY, COMPLETE, 3, 3, HEALTHY, false, healthy, 44 min",
    "PROGRESSING, PROGRESSING, 2, 3, PROGRESSING, true, progressing, Rolling out 44 min",
    "DEGRADED, COMPLETE, 2, 3, DEGRADED, true, degraded, Degraded 44 min",
    "DEGRADED, STALLED, 2, 3, DEGRADED, true, degraded, Stalled 44 min",
    "FAILED, STALLED, 0, 1, FAILED, true, failed, Failed 44 min",
    "SUSPENDED, PAUSED, 2, 2, SUSPENDED, false, suspended, Paused 44 min",
    "SUSPENDED, SCALED_TO_ZERO, 0, 0, SUSPENDED, false, suspended, Scaled to 0 44 min",
    "UNKNOWN, UNKNOWN, 0, 3, UNKNOWN, true, unknown, Unknown 44 min",
    "HEALTHY, PAUSED, 3, 3, SUSPENDED, false, suspended, Paused 44 min",
    "HEALTHY, BLOCKED, 3, 3, DEGRADED, true, degraded, Degraded 44 min",
  })
  void aLiveCellSaysVersionAndHealthTogether(
      Health health,
      RolloutVerdict rollout,
      int ready,
      int desired,
      CellState state,
      boolean loud,
      String look,
      String note) {
    var cell = judge(seen(LIVE, health, rollout, ready, desired), null, "");

    assertThat(cell.state()).isEqualTo(state);
    assertThat(cell.isLoud()).isEqualTo(loud);
    assertThat(cell.look()).isEqualTo(look);
    assertThat(cell.versions()).isEqualTo("1.0.0");
    assertThat(cell.ready()).isEqualTo(ready + "/" + desired);
    assertThat(cell.note(NOW)).isEqualTo(note);
  }

  @ParameterizedTest
  @CsvSource({
    "HEALTHY, LIVE, 21 d",
    "DEGRADED, LIVE, Degraded 44 min",
    "HEALTHY, LOST, seen 11 min ago"
  })
  void theAgeOfAHealthyCellIsThatOfItsVersion(Health health, String signal, String note) {
    var freshness = signal.equals("LIVE") ? LIVE : LOST;
    var observed = seen(freshness, health, RolloutVerdict.COMPLETE, 3, 3);
    var came = NOW.minus(Duration.ofDays(21));

    var cell = CellJudge.judge(PlacementId.next(), observed, came, null, "", "");

    assertThat(cell.note(NOW)).isEqualTo(note);
  }

  @ParameterizedTest
  @EnumSource(Health.class)
  void nothingIsGreenFromAClusterThatIsSilent(Health health) {
    for (var freshness : List.of(STALE, LOST)) {
      var cell = judge(seen(freshness, health, RolloutVerdict.COMPLETE, 3, 3), null, "");

      assertThat(cell.stale()).isTrue();
      assertThat(cell.look()).isEqualTo("lost");
      assertThat(cell.state()).isNotEqualTo(CellState.HEALTHY);
      assertThat(cell.versions()).as("the value stays").isEqualTo("1.0.0");
      assertThat(cell.note(NOW)).contains("seen ");
      assertThat(cell.spoken(NOW)).contains("not live");
    }
  }

  @Test
  void afterFiveMinutesOfSilenceTheStateIsUnknownEvenIfItHadFailed() {
    var failed = seen(LOST, Health.FAILED, RolloutVerdict.STALLED, 0, 1);
    assertThat(judge(failed, null, "").state()).isEqualTo(CellState.UNKNOWN);
    assertThat(judge(failed, null, "").note(NOW)).isEqualTo("Failed, seen 11 min ago");

    var fresher = seen(STALE, Health.FAILED, RolloutVerdict.STALLED, 0, 1);
    assertThat(judge(fresher, null, "").state()).isEqualTo(CellState.FAILED);
  }

  @Test
  void whatWasNeverSeenSaysSo() {
    var never = Observed.nothing(new Freshness(Freshness.State.LOST, null, "refused"));
    assertThat(judge(never, null, "").note(NOW)).isEqualTo("never seen");
    assertThat(judge(never, null, "").versions()).isEqualTo("—");
    assertThat(judge(never, null, "").title()).contains("refused");
  }

  @Test
  void afterARestartTheLastKnownVersionShowsWithItsAge() {
    var known =
        new LastKnown(
            PlacementId.next(),
            "student-service:1.0.0",
            "sha256:aa11",
            RolloutVerdict.COMPLETE,
            Health.HEALTHY,
            "",
            3,
            3,
            false,
            NOW.minus(Duration.ofHours(3)));
    var waiting = new Freshness(Freshness.State.LOST, null, null);
    var cell = judge(Observed.remembered(known, waiting), null, "");

    assertThat(cell.versions()).isEqualTo("1.0.0");
    assertThat(cell.note(NOW)).isEqualTo("seen 3 h ago");
    assertThat(cell.look()).isEqualTo("lost");
  }

  @Test
  void whatWasGoneBeforeARestartIsGoneAfterIt() {
    var known =
        new LastKnown(
            PlacementId.next(),
            "student-service:1.0.0",
            null,
            RolloutVerdict.COMPLETE,
            Health.HEALTHY,
            "",
            3,
            3,
            true,
            NOW.minus(Duration.ofHours(3)));
    var remembered = Observed.remembered(known, STALE);

    assertThat(judge(remembered, null, "").state()).isEqualTo(CellState.FAILED);
    assertThat(judge(remembered.unseen(LIVE), null, "").state()).isEqualTo(CellState.FAILED);
    assertThat(judge(remembered.unseen(STALE), null, "").state()).isEqualTo(CellState.FAILED);
  }

  @Test
  void aLiveClusterThatMissesTheWorkloadSaysGone() {
    var before = seen(LIVE, Health.HEALTHY, RolloutVerdict.COMPLETE, 3, 3);
    var cell = judge(before.unseen(LIVE), null, "");
    assertThat(cell.state()).isEqualTo(CellState.FAILED);
    assertThat(cell.note(NOW)).isEqualTo("Gone");
    assertThat(before.unseen(LIVE).health()).isEqualTo(Health.FAILED);
    assertThat(before.unseen(LIVE).rollout()).isEqualTo(RolloutVerdict.UNKNOWN);
    assertThat(cell.ready()).isEqualTo("0/3");

    var neverThere = judge(Observed.nothing(LIVE), null, "");
    assertThat(neverThere.state()).isEqualTo(CellState.ABSENT);
    assertThat(neverThere.isLoud()).isFalse();
  }

  @Test
  void aPlanThatWaitsStandsBesideWhatRunsAndNamesWhoCouldDecide() {
    var healthy = seen(LIVE, Health.HEALTHY, RolloutVerdict.COMPLETE, 3, 3);
    var cell = judge(healthy, waiting("1.0.1", List.of("Mira")), "");

    assertThat(cell.state()).isEqualTo(CellState.WAITING);
    assertThat(cell.versions()).isEqualTo("1.0.0 → 1.0.1");
    assertThat(cell.note(NOW)).isEqualTo("Needs OK, Mira");
    assertThat(judge(healthy, waiting("", List.of("Mira", "Jon")), "").versions())
        .isEqualTo("1.0.0");
    assertThat(judge(healthy, waiting("", List.of("Mira", "Jon", "Kofi")), "").note(NOW))
        .isEqualTo("Needs OK, Mira or 2 others");
  }

  @Test
  void aFailureIsNotHiddenBehindAPlanButCountsInBoth() {
    var failed = seen(LIVE, Health.FAILED, RolloutVerdict.STALLED, 0, 1);
    var cell = judge(failed, waiting("1.0.1", List.of("Mira")), "");

    assertThat(cell.state()).isEqualTo(CellState.FAILED);
    assertThat(cell.is(CellState.WAITING)).isTrue();
    assertThat(cell.note(NOW)).isEqualTo("Failed, needs OK");
  }

  @Test
  void aRunningChangeShowsWhereItStands() {
    var running =
        new Pending(
            Pending.Stage.RUNNING,
            "Roll out",
            "1.0.0",
            "1.0.1",
            List.of(),
            "66 %",
            "/deployments/1");
    var healthy = seen(LIVE, Health.HEALTHY, RolloutVerdict.PROGRESSING, 3, 3);
    var cell = judge(healthy, running, "");

    assertThat(cell.state()).isEqualTo(CellState.PROGRESSING);
    assertThat(cell.versions()).isEqualTo("1.0.0 → 1.0.1");
    assertThat(cell.note(NOW)).isEqualTo("66 %");
  }

  @Test
  void whileAChangeRunsTheOldVersionStandsThereThoughTheTemplateNamesTheNew() {
    var back =
        new Pending(
            Pending.Stage.RUNNING,
            "Roll back",
            "1.0.1",
            "1.0.0",
            List.of(),
            "0 %",
            "/deployments/1");
    var written = seen(LIVE, Health.HEALTHY, RolloutVerdict.PROGRESSING, 3, 3);
    assertThat(judge(written, back, "").versions()).isEqualTo("1.0.1 → 1.0.0");
    assertThat(judge(written, back, "").spoken(NOW)).startsWith("1.0.1 → 1.0.0, 3 of 3 ready");
    assertThat(judge(written, null, "").versions()).isEqualTo("1.0.0");
  }

  @Test
  void aLockStandsBesideHealthAndHidesNothing() {
    var healthy = seen(LIVE, Health.HEALTHY, RolloutVerdict.COMPLETE, 3, 3);
    var cell = judge(healthy, null, "rolled back by Jon");

    assertThat(cell.isLocked()).isTrue();
    assertThat(cell.look()).isEqualTo("healthy");
    assertThat(cell.headline(NOW)).isEqualTo("Healthy, 44 min");
    assertThat(cell.isLoud()).isFalse();
    assertThat(cell.spoken(NOW)).contains("locked: rolled back by Jon");
  }

  @Test
  void aCellSaysInAWordWhatItsPageAndItsNameSayInFull() {
    var known = seen(LIVE, Health.DEGRADED, RolloutVerdict.PROGRESSING, 2, 3);
    var crashing =
        new Observed(
            true,
            false,
            LIVE,
            known.version(),
            "0.9.4",
            known.health(),
            "",
            known.rollout(),
            3,
            2,
            1,
            known.since(),
            "New pods crash",
            "Crashing");
    var cell = judge(crashing, null, "");

    assertThat(cell.note(NOW)).isEqualTo("Crashing 44 min");
    assertThat(cell.headline(NOW)).isEqualTo("New pods crash, 44 min");
    assertThat(cell.spoken(NOW)).contains("New pods crash 44 min");
    assertThat(cell.versionBefore()).isEqualTo("0.9.4");
    assertThat(cell.versionNow()).isEqualTo("→ 1.0.0");
    assertThat(cell.title()).startsWith("0.9.4 → 1.0.0\n");
  }

  static Pending waiting(String to, List<String> people) {
    return new Pending(Pending.Stage.ASKED, "Roll out", "", to, List.of(people), "", "/plans/1");
  }

  private static Cell judge(Observed observed, @Nullable Pending pending, String locked) {
    return CellJudge.judge(PlacementId.next(), observed, null, pending, locked, "");
  }

  static Observed seen(
      Freshness freshness, Health health, RolloutVerdict rollout, int ready, int desired) {
    return new Observed(
        true,
        false,
        freshness,
        Version.of("registry.emis.local/student-service:1.0.0", "sha256:aa11f09c"),
        "",
        health,
        "",
        rollout,
        desired,
        ready,
        2,
        NOW.minus(Duration.ofMinutes(44)),
        "",
        "");
  }

  private static Freshness old(Freshness.State state, Duration age) {
    return new Freshness(state, NOW.minus(age), "no answer");
  }
}
