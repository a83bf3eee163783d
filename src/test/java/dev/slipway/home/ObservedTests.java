package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The version beside the count of ready pods is that of the pods that are counted.
class ObservedTests {

  private static final Instant NOW = Instant.parse("2026-11-20T15:42:00Z");

  private static String versions(RolloutVerdict rollout, PodState... pods) {
    var state =
        new WorkloadState(
            new WorkloadRef(ClusterId.next(), "vote", WorkloadKind.DEPLOYMENT, "vote"),
            "uid",
            2,
            "1",
            List.of(new ContainerImage("vote", "registry.test/vote:9.9.9", null, false)),
            1,
            1,
            1,
            1,
            2,
            false,
            rollout,
            "",
            Health.DEGRADED,
            "",
            "base",
            "template",
            "2",
            List.of(),
            null,
            List.of(pods),
            Map.of(),
            NOW,
            "kubectl",
            "kubectl");
    var observed = Observed.live(state, "vote", new Freshness(Freshness.State.LIVE, NOW, null));
    return CellJudge.judge(PlacementId.next(), observed, null, null, "", "").versions();
  }

  private static PodState pod(String version, boolean newest, boolean ready) {
    return new PodState(
        "vote-" + version,
        "uid-" + version,
        "Running",
        null,
        ready,
        newest,
        !ready,
        false,
        0,
        null,
        NOW,
        null,
        List.of("side", "vote"),
        List.of("registry.test/side:1", "registry.test/vote:" + version),
        List.of("", ""),
        PodState.Inits.NONE);
  }

  @Test
  void whileOldPodsServeTheirVersionComesFirst() {
    var old = pod("1.0.0", false, true);
    var fresh = pod("9.9.9", true, false);
    for (var verdict : List.of(RolloutVerdict.PROGRESSING, RolloutVerdict.STALLED)) {
      assertThat(versions(verdict, old, fresh)).isEqualTo("1.0.0 → 9.9.9");
    }
    assertThat(versions(RolloutVerdict.PROGRESSING, fresh)).isEqualTo("9.9.9");
  }

  @Test
  void aPodThatWasLeftBehindSaysNothingOnceTheRolloutIsComplete() {
    var old = pod("1.0.0", false, true);
    assertThat(versions(RolloutVerdict.COMPLETE, old, pod("9.9.9", true, true))).isEqualTo("9.9.9");
    assertThat(versions(RolloutVerdict.PROGRESSING, pod("1.0.0", false, false)))
        .as("it serves nobody")
        .isEqualTo("9.9.9");
  }
}
