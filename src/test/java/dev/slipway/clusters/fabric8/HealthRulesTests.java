package dev.slipway.clusters.fabric8;

import static dev.slipway.clusters.fabric8.Recorded.NOW;
import static dev.slipway.clusters.fabric8.Recorded.spec;
import static dev.slipway.clusters.fabric8.Recorded.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Health;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class HealthRulesTests {

  private final ObjectNode deployment = Recorded.object("deployment-complete");
  private final PodRecord running = Recorded.pod("pod-running");

  @Test
  void allPodsReadyIsHealthy() {
    assertThat(judge(List.of(running)).health()).isEqualTo(Health.HEALTHY);
    assertThat(judge(List.of(running)).reason()).isEqualTo("3 of 3 pods ready");
  }

  @Test
  void aControllerThatIsContentWithNoPodIsNotHealthy() {
    spec(deployment).put("replicas", 1);
    status(deployment)
        .put("replicas", 1)
        .put("updatedReplicas", 1)
        .put("readyReplicas", 0)
        .put("availableReplicas", 0);
    var crashing = judge(List.of(Recorded.pod("pod-crashing")));
    assertThat(crashing.health()).isEqualTo(Health.FAILED);
    assertThat(crashing.reason()).contains("CrashLoopBackOff");
  }

  @Test
  void aCrashAfterACompleteRolloutIsSeen() {
    status(deployment).put("readyReplicas", 2).put("availableReplicas", 2);
    var judged = judge(List.of(running, running, Recorded.pod("pod-crashing")));
    assertThat(judged.health()).isEqualTo(Health.DEGRADED);
    assertThat(judged.reason())
        .isEqualTo(
            "2 of 3 pods ready: 1 pod in CrashLoopBackOff (back-off 20s restarting failed"
                + " container=app)");
  }

  @Test
  void anOldVersionThatStillServesIsDegradedWhileTheNewOneFails() {
    var rolling = Recorded.object("deployment-progressing");
    var workload = Recorded.deployment(rolling);
    var judged =
        HealthRules.judge(
            workload,
            RolloutRules.judge(workload, NOW, NOW),
            List.of(running, running, running, Recorded.pod("pod-image-missing")),
            NOW);
    assertThat(judged.health()).isEqualTo(Health.DEGRADED);
    assertThat(judged.reason()).contains("ImagePull");
  }

  @Test
  void aPodThatIsNoLongerReadyIsALossAndAYoungOneIsNot() {
    status(deployment).put("readyReplicas", 2).put("availableReplicas", 2);
    var notReady = Recorded.object("pod-running");
    notReady
        .path("status")
        .path("conditions")
        .forEach(condition -> {
          if (condition.path("type").asString("").equals("Ready")) {
            ((ObjectNode) condition).put("status", "False");
          }
        });
    var pod = ReadPod.from(notReady, NOW);
    assertThat(judge(List.of(pod)).health()).isEqualTo(Health.PROGRESSING);
    var workload = Recorded.deployment(deployment);
    var later = NOW.plus(Duration.ofMinutes(5));
    var judged =
        HealthRules.judge(workload, RolloutRules.judge(workload, NOW, later), List.of(pod), later);
    assertThat(judged.health()).isEqualTo(Health.DEGRADED);
  }

  @Test
  void pausedAndServingIsSuspended() {
    spec(deployment).put("paused", true);
    assertThat(judge(List.of(running)).health()).isEqualTo(Health.SUSPENDED);
  }

  @Test
  void aPodFailsSinceItWasFirstSeenFailing() {
    var first = Recorded.pod("pod-crashing");
    var later = ReadPod.from(Recorded.object("pod-crashing"), NOW.plusSeconds(300));
    assertThat(later.after(first).pod().failingSince()).isEqualTo(first.pod().failingSince());
    assertThat(first.pod().restarts()).isEqualTo(1);
    assertThat(first.pod().containers()).containsExactly("app", "proxy", "migrate");
  }

  private HealthRules.Judgement judge(List<PodRecord> pods) {
    var workload = Recorded.deployment(deployment);
    return HealthRules.judge(workload, RolloutRules.judge(workload, NOW, NOW), pods, NOW);
  }
}
