package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Freshness.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FreshnessRulesTests {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aConnectedWatchWithRecentProofIsLive() {
    assertThat(judge(true, ago(2), null).state()).isEqualTo(State.LIVE);
  }

  @Test
  void aWatchThatChangesHandsIsNotLostYet() {
    assertThat(judge(false, ago(2), NOW.minusMillis(400)).state()).isEqualTo(State.LIVE);
    assertThat(judge(false, ago(2), NOW.minusMillis(1_500)).state()).isEqualTo(State.STALE);
  }

  @Test
  void proofOlderThanNinetySecondsIsStaleAndOlderThanFiveMinutesIsLost() {
    assertThat(judge(true, ago(89), null).state()).isEqualTo(State.LIVE);
    assertThat(judge(true, ago(91), null).state()).isEqualTo(State.STALE);
    assertThat(judge(true, ago(301), null).state()).isEqualTo(State.LOST);
  }

  @Test
  void whatWasNeverSeenIsLost() {
    assertThat(judge(true, null, null).state()).isEqualTo(State.LOST);
  }

  @Test
  void aLostContactIsStaleAtOnce() {
    var freshness =
        FreshnessRules.of(proof(true, ago(0), null), Contact.State.DOWN, "no connection", NOW);
    assertThat(freshness).isEqualTo(new Freshness(State.STALE, ago(0), "no connection"));
  }

  @Test
  void theOldestKindCounts() {
    var worst =
        FreshnessRules.worst(
            List.of(
                new Freshness(State.LIVE, ago(1), null),
                new Freshness(State.STALE, ago(95), "pods"),
                new Freshness(State.STALE, ago(200), "replicasets")));
    assertThat(worst.reason()).isEqualTo("replicasets");
    assertThat(
            FreshnessRules.worst(
                    List.of(
                        new Freshness(State.LOST, ago(400), "old"),
                        new Freshness(State.LOST, null, "never")))
                .reason())
        .isEqualTo("never");
  }

  private static Freshness judge(
      boolean connected, @Nullable Instant provenAt, @Nullable Instant lostAt) {
    return FreshnessRules.of(proof(connected, provenAt, lostAt), Contact.State.UP, null, NOW);
  }

  private static KindWatch.Proof proof(
      boolean connected, @Nullable Instant provenAt, @Nullable Instant lostAt) {
    return new KindWatch.Proof(WatchedKind.PODS, connected, provenAt, lostAt, null, false);
  }

  private static Instant ago(int seconds) {
    return NOW.minus(Duration.ofSeconds(seconds));
  }
}
