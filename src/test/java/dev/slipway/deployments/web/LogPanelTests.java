package dev.slipway.deployments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.PodState;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogPanelTests {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void whatRunsAfterARollbackIsNotNewToWhatWasTakenBack() {
    var log = panel(DeploymentState.ROLLED_BACK, false, "");

    assertThat(log.choices().values()).containsExactly("vote-1, of another version, Running");
    assertThat(log.chosen()).isEmpty();
    assertThat(log.waits()).isFalse();
    assertThat(log.isOver()).isTrue();
  }

  @Test
  void beforeItsTemplateIsWrittenThePodsAreOldAndTheLogWaits() {
    var log = panel(DeploymentState.RUNNING, false, "");

    assertThat(log.choices().values()).containsExactly("vote-1, old, Running");
    assertThat(log.waits()).isTrue();
    assertThat(log.isOver()).isFalse();
  }

  @Test
  void thePodsOfWhatItLeftStayNew() {
    var log = panel(DeploymentState.SUCCEEDED, true, "");

    assertThat(log.choices().values()).containsExactly("vote-1, new, Running");
    assertThat(log.chosen()).isEqualTo("vote-1");
  }

  private static LogPanel panel(DeploymentState state, boolean written, String wanted) {
    var pod =
        new PodState(
            "vote-1",
            "uid",
            "Running",
            null,
            true,
            true,
            false,
            false,
            0,
            "worker-1",
            NOON,
            null,
            List.of("vote"),
            List.of(),
            List.of(),
            PodState.Inits.NONE);
    return LogPanel.of(summary(state), List.of(pod), written, wanted, "", "vote", null);
  }

  private static DeploymentSummary summary(DeploymentState state) {
    return new DeploymentSummary(
        UuidV7.next(),
        ChangeKind.ROLLOUT,
        state,
        PlacementId.next(),
        "vote",
        "dev",
        "Roll out vote 1.4.0 → 1.4.1 to Dev",
        "1.4.0",
        "1.4.1",
        "Ada",
        "Try it",
        List.of(),
        null,
        false,
        false,
        false,
        NOON,
        NOON,
        null,
        0,
        "",
        "",
        null,
        null,
        null,
        null,
        null);
  }
}
