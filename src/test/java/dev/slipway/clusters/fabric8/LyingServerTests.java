package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WriteResult;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What an API server, or something before it, says that is not so.
@Tag("slow")
class LyingServerTests {

  private static final Map<String, String> MARKS = Map.of("slipway.dev/deployment", "0198-test");
  private static final WatchTimes QUICK =
      new WatchTimes(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(300),
          Duration.ofSeconds(30),
          Duration.ofSeconds(4));

  private SimulatedCluster simulated;
  private ClusterFixture cluster;

  @BeforeEach
  void start() {
    simulated =
        SimulatedCluster.start(
            ClusterOptions.named("lying").speed(5).bookmarks(Duration.ofSeconds(1)));
    cluster = new ClusterFixture(simulated.kubeconfig(), QUICK);
    awaitState(Freshness.State.LIVE);
  }

  @AfterEach
  void stop() {
    simulated.failures().clear();
    cluster.close();
    simulated.close();
  }

  @Test
  @Negative(65)
  @Promise("P9")
  void whatAWatchMissedIsMadeGoodByTheNextList() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    fail(Failure.always("watch", "/", Effect.MISSING_EVENTS));

    cluster.send(
        "PATCH", Paths.of(ref), "application/merge-patch+json", "{\"spec\":{\"replicas\":2}}");
    cluster.awaitState(ref, it -> it.desired() == 2 && it.ready() == 2);

    cluster.send("DELETE", Paths.of(ref), "application/json", "{}");
    await().atMost(Duration.ofSeconds(20)).until(() -> cluster.state(ref).isEmpty());
  }

  @Test
  @Negative(64)
  void anOldObjectInAnAnswerProvesNothing() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    var read = cluster.read(ref);
    fail(Failure.once("patch", "/deployments/cart", Effect.OLD_OBJECT));
    var image = new WorkloadPatch.SetImages(Map.of("app", ClusterContract.TWO), MARKS);

    assertThat(cluster.gateway.write(read, image)).isInstanceOf(WriteResult.Unknown.class);

    cluster.awaitState(
        ref, it -> "2".equals(it.revision()) && it.rollout() == RolloutVerdict.COMPLETE);
    var written = cluster.read(ref);
    assertThat(written.generation()).isEqualTo(read.generation() + 1);
    fail(Failure.once("update", "/deployments/cart/scale", Effect.OLD_OBJECT));
    assertThat(cluster.gateway.write(written, new WorkloadPatch.Scale(1, 2, MARKS)))
        .isInstanceOf(WriteResult.Unknown.class);
    assertThat(cluster.read(ref).spec().path("replicas").asInt()).isEqualTo(2);
  }

  @Test
  @Negative(65)
  void aServerWithoutWatchesIsStaleUntilItHasThemAgain() {
    fail(Failure.always("watch", "/", Effect.UNAVAILABLE));
    fail(Failure.once("watch", "/pods", Effect.CUT_WATCH));
    cluster.deployment("cart", ClusterContract.ONE, 1);
    awaitState(Freshness.State.STALE);
    var stale = cluster.watches.sight(cluster.id).freshness();
    assertThat(stale.asOf()).isBeforeOrEqualTo(Instant.now());
    assertThat(stale.reason()).contains("pods");

    simulated.failures().clear();

    awaitState(Freshness.State.LIVE);
  }

  @Test
  @Negative(67)
  void aClusterWhoseClockIsWrongIsJudgedByOurs() {
    for (var ahead : new int[] {-3_600, 3_600}) {
      simulated.failures().clear();
      fail(Failure.always("*", "/", Effect.CLOCK_SKEW).seconds(ahead));
      var name = ahead < 0 ? "behind" : "ahead";
      var ref = cluster.deployment(name, ClusterContract.ONE, 1);
      cluster.awaitState(ref, it -> it.rollout() == RolloutVerdict.COMPLETE);
      var created = cluster.read(ref).metadata().path("creationTimestamp").asString();
      assertThat(Duration.between(Instant.now(), Instant.parse(created)).abs())
          .isGreaterThan(Duration.ofMinutes(55));
      assertThat(cluster.watches.sight(cluster.id).freshness().asOf())
          .isBetween(Instant.now().minusSeconds(20), Instant.now().plusSeconds(1));

      var missing = new WorkloadPatch.SetImages(Map.of("app", ClusterContract.MISSING), MARKS);
      cluster.gateway.write(cluster.read(ref), missing);
      var state = cluster.awaitState(ref, it -> it.pods().stream().anyMatch(PodState::failing));
      var failing = state.pods().stream().filter(PodState::failing).findFirst().orElseThrow();
      assertThat(Objects.requireNonNull(failing.failingSince()))
          .as("seen failing by our clock, %s", name)
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }
  }

  private void fail(Failure failure) {
    simulated.failures().add(failure);
  }

  private void awaitState(Freshness.State state) {
    await("cluster is " + state)
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cluster.watches.sight(cluster.id), it -> it.freshness().state() == state);
  }
}
