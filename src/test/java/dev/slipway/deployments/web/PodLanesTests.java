package dev.slipway.deployments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodLanesTests {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void oldPodsShowWhatTheyRunAndNotWhatWasWantedLast() {
    assertThat(old("missing-9.9.9", "vote:1.4.0", "proxy:2")).isEqualTo("1.4.0");
    assertThat(old("1.4.0", "vote:1.4.0", "proxy:2")).isEqualTo("1.4.0");
  }

  @Test
  void aVersionOfAnotherContainerOrWithItsDigestStaysAsItIsWritten() {
    assertThat(old("2", "vote:1.4.0", "proxy:2")).isEqualTo("2");
    assertThat(old("1.4.0 (a3851e7c7ddf)", "vote:1.4.0", "proxy:2"))
        .isEqualTo("1.4.0 (a3851e7c7ddf)");
  }

  @Test
  void whereNoOldPodIsLeftNoVersionIsTold() {
    assertThat(lane("1.4.0", List.of(pod("vote-2", true, "vote:1.4.1", "proxy:2"))).version())
        .isEmpty();
  }

  private static String old(String from, String image, String other) {
    return lane(
            from,
            List.of(
                pod("vote-1", false, image, other),
                pod("vote-2", true, "vote:slow-1.4.2", "proxy:3")))
        .version();
  }

  private static PodLanes.Lane lane(String from, List<PodState> pods) {
    return PodLanes.of(
            summary(from),
            "vote",
            "vote",
            true,
            true,
            state(pods),
            new Freshness(Freshness.State.LIVE, NOON, null))
        .lanes()
        .getLast();
  }

  private static PodState pod(String name, boolean newest, String image, String other) {
    return new PodState(
        name,
        "uid-" + name,
        "Running",
        null,
        true,
        newest,
        false,
        false,
        0,
        "worker-1",
        NOON,
        null,
        List.of("vote", "proxy"),
        List.of("registry.voting.local/" + image, "registry.voting.local/" + other),
        List.of(),
        PodState.Inits.NONE);
  }

  private static WorkloadState state(List<PodState> pods) {
    return new WorkloadState(
        new WorkloadRef(ClusterId.next(), "qa", WorkloadKind.DEPLOYMENT, "vote"),
        "uid",
        3,
        "7",
        List.of(),
        1,
        1,
        1,
        1,
        2,
        false,
        RolloutVerdict.PROGRESSING,
        "",
        Health.HEALTHY,
        "",
        "base",
        "template",
        null,
        List.of(),
        null,
        pods,
        Map.of(),
        NOON,
        null,
        null);
  }

  private static DeploymentSummary summary(String from) {
    return new DeploymentSummary(
        UuidV7.next(),
        ChangeKind.ROLLOUT,
        DeploymentState.RUNNING,
        PlacementId.next(),
        "vote",
        "qa",
        "Roll out vote to QA",
        from,
        "slow-1.4.2",
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
