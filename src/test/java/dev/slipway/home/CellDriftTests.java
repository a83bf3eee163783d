package dev.slipway.home;

import static dev.slipway.home.CellJudgeTests.seen;
import static dev.slipway.home.CellJudgeTests.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.RolloutVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CellDriftTests {

  private static final Instant NOW = Instant.parse("2026-11-20T15:42:00Z");
  private static final Freshness LIVE = new Freshness(Freshness.State.LIVE, NOW, null);
  private static final Freshness LOST = new Freshness(Freshness.State.LOST, NOW, "no answer");

  private final Observed healthy = seen(LIVE, Health.HEALTHY, RolloutVerdict.COMPLETE, 3, 3);

  @Test
  void whatThePortalDidNotLeaveIsAmberThoughItsPodsAreWell() {
    var cell = drifted(healthy, null);

    assertThat(cell.state()).isEqualTo(CellState.DRIFT);
    assertThat(cell.look()).isEqualTo("drift");
    assertThat(cell.isLoud()).isTrue();
    assertThat(cell.note(NOW)).isEqualTo("Drift 21 d");
    assertThat(cell.headline(NOW)).isEqualTo("Drift, 21 d");
    assertThat(cell.spoken(NOW)).startsWith("1.0.0, 3 of 3 ready, Drift");
    assertThat(cell.title()).contains("left 0.9.8.");
  }

  @Test
  void aDriftHidesNothingThatIsWorseAndCountsInBoth() {
    var failed = drifted(seen(LIVE, Health.FAILED, RolloutVerdict.STALLED, 0, 1), null);
    assertThat(failed.state()).isEqualTo(CellState.FAILED);
    assertThat(failed.is(CellState.DRIFT)).isTrue();
    assertThat(failed.is(CellState.FAILED)).isTrue();
    assertThat(failed.spoken(NOW)).endsWith(", drift");
    assertThat(failed.title()).contains("left 0.9.8.");

    var waiting = drifted(healthy, waiting("1.0.1", List.of("Mira")));
    assertThat(waiting.state()).isEqualTo(CellState.WAITING);
    assertThat(waiting.is(CellState.DRIFT)).isTrue();

    var counts = new Tally();
    counts.add(new MatrixView.Row(mock(), List.of(failed, waiting), true));
    assertThat(counts.counts(MatrixFilter.ALL))
        .extracting(MatrixView.Count::state)
        .containsExactly(CellState.FAILED, CellState.WAITING, CellState.DRIFT);
  }

  @Test
  void ofWhatIsNotSeenNowNobodyKnowsADrift() {
    var silent = drifted(seen(LOST, Health.HEALTHY, RolloutVerdict.COMPLETE, 3, 3), null);
    assertThat(silent.drift()).isFalse();

    var gone = drifted(healthy.unseen(LIVE), null);
    assertThat(gone.state()).isEqualTo(CellState.FAILED);
    assertThat(gone.drift()).isFalse();
  }

  private static Cell drifted(Observed observed, @Nullable Pending pending) {
    var came = NOW.minus(Duration.ofDays(21));
    return CellJudge.judge(PlacementId.next(), observed, came, pending, "", "0.9.8");
  }
}
