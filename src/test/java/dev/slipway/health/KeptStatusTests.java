package dev.slipway.health;

import static dev.slipway.health.HealthState.DEGRADED;
import static dev.slipway.health.HealthState.FAILED;
import static dev.slipway.health.HealthState.HEALTHY;
import static dev.slipway.health.HealthState.PROGRESSING;
import static dev.slipway.health.HealthState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.UuidV7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What of a status comes into its history.
class KeptStatusTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private KeptStatus kept = KeptStatus.first(UuidV7.next(), UuidV7.next(), HEALTHY, NOON);
  private final List<String> history = new ArrayList<>();

  @Test
  void aFaultIsWrittenDownOnceItHasLastedAndFromWhenItBegan() {
    see(DEGRADED, 10);
    see(DEGRADED, 20);
    assertThat(history).isEmpty();
    see(DEGRADED, 25);
    assertThat(history).containsExactly("DEGRADED from 10");
    assertThat(kept.since()).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void whatIsOverSoonerIsLeftOut() {
    see(FAILED, 10);
    see(FAILED, 20);
    see(HEALTHY, 22);
    see(FAILED, 30);
    see(HEALTHY, 40);
    assertThat(history).isEmpty();
    assertThat(kept.state()).isEqualTo(HEALTHY);
    assertThat(kept.otherSince()).isNull();
  }

  @Test
  void aCrashLoopIsOneFaultAndNotOneWithEveryRestart() {
    for (var second = 0; second < 600; second += 2) {
      see(second % 60 < 20 ? FAILED : second % 60 < 40 ? DEGRADED : HEALTHY, second);
    }
    assertThat(history).hasSizeLessThanOrEqualTo(2).first().asString().contains("from 0");
    assertThat(kept.state().isFault()).isTrue();
  }

  @Test
  void twoFaultsThatTakeTurnsDoNotHideEachOther() {
    for (var second = 0; second <= 16; second += 2) {
      see(second % 4 == 0 ? DEGRADED : FAILED, second);
    }
    assertThat(history).containsExactly("DEGRADED from 0");
  }

  @Test
  void aWatchThatEndsAndComesBackIsNoLineAndOneThatStaysAwayIs() {
    see(UNKNOWN, 0);
    see(UNKNOWN, 40);
    see(HEALTHY, 50);
    assertThat(history).isEmpty();
    see(UNKNOWN, 100);
    see(UNKNOWN, 159);
    assertThat(history).isEmpty();
    see(UNKNOWN, 160);
    assertThat(history).containsExactly("UNKNOWN from 100");
    see(PROGRESSING, 170);
    see(PROGRESSING, 175);
    assertThat(history).containsExactly("UNKNOWN from 100", "PROGRESSING from 170");
  }

  @Test
  void healthIsBelievedAgainAfterAMinute() {
    see(FAILED, 0);
    see(FAILED, 15);
    see(HEALTHY, 20);
    see(HEALTHY, 79);
    assertThat(history).containsExactly("FAILED from 0");
    see(HEALTHY, 80);
    assertThat(history).containsExactly("FAILED from 0", "HEALTHY from 20");
  }

  /// Whatever is seen: the history never says the same twice in a row, never goes back in time, and
  /// what is seen for two minutes is what is believed.
  @Test
  void whateverIsSeenTheHistoryIsOneLine() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var states = HealthState.values();
    var second = 0;
    for (var i = 0; i < 5_000; i++) {
      second += 1 + random.nextInt(30);
      see(states[random.nextInt(states.length)], second);
    }
    var last = states[random.nextInt(states.length)];
    for (var more = 0; more <= 120; more += 2) {
      see(last, second + 1 + more);
    }
    assertThat(kept.state()).as("seed %d", seed).isEqualTo(last);
  }

  private void see(HealthState state, int second) {
    var before = kept;
    kept.seen(state, NOON.plusSeconds(second))
        .ifPresent(next -> {
          kept = next.kept();
          assertThat(kept.step()).isEqualTo(before.step() + 1);
          if (next.changed()) {
            assertThat(kept.state()).isNotEqualTo(before.state());
            assertThat(kept.since()).isAfterOrEqualTo(before.since());
            history.add(
                kept.state() + " from " + (kept.since().getEpochSecond() - NOON.getEpochSecond()));
          }
        });
  }
}
