package dev.slipway.clusters.fabric8;

import static dev.slipway.clusters.fabric8.Recorded.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class WorkloadViewTests {

  private static final Instant PAST_DEADLINE = NOW.plus(Duration.ofMinutes(10));

  private final ObjectNode rolling = Recorded.object("deployment-progressing");
  private final PodRecord crashing = Recorded.pod("pod-crashing");

  @Test
  void aFaultGrowsOlderWhenADeadlinePassesMeanwhile() {
    var failing = view(null, NOW);
    assertThat(failing.rollout()).isEqualTo(RolloutVerdict.PROGRESSING);

    stall();
    var stalled = view(failing, PAST_DEADLINE);
    assertThat(stalled.rollout()).isEqualTo(RolloutVerdict.STALLED);
    assertThat(stalled.health()).isEqualTo(failing.health()).isEqualTo(Health.DEGRADED);
    assertThat(stalled.since()).isEqualTo(failing.since());
  }

  @Test
  void aFaultThatIsThereAtFirstSightIsAsOldAsItsPodsFail() {
    stall();
    assertThat(view(null, PAST_DEADLINE).since()).isEqualTo(crashing.pod().failingSince());
  }

  private void stall() {
    Recorded.progressing(
        rolling, "False", "ProgressDeadlineExceeded", PAST_DEADLINE.minusSeconds(1).toString());
  }

  private WorkloadState view(@Nullable WorkloadState before, Instant now) {
    return new WorkloadView(
            Recorded.deployment(rolling),
            List.of(),
            List.of(crashing),
            _ -> true,
            null,
            before,
            NOW,
            now)
        .state(ClusterId.next());
  }
}
