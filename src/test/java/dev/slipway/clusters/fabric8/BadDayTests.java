package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterConnection;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.Freshness;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What happens on the days when a cluster does not answer as it should.
@Tag("slow")
class BadDayTests {

  private static final Map<String, String> MARKS = Map.of("slipway.dev/deployment", "0198-test");
  private static final WatchTimes QUICK =
      new WatchTimes(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(300),
          Duration.ofSeconds(3),
          Duration.ofSeconds(6));

  private SimulatedCluster simulated;
  private ClusterFixture cluster;

  @BeforeEach
  void start() {
    simulated =
        SimulatedCluster.start(
            ClusterOptions.named("bad-day").speed(5).bookmarks(Duration.ofSeconds(1)));
    cluster = new ClusterFixture(simulated.kubeconfig(), QUICK);
    awaitState(Freshness.State.LIVE, Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    simulated.failures().clear();
    cluster.close();
    simulated.close();
  }

  @Test
  void aLostApiServerIsSaidWithinThreeSecondsAndBackWithinFive() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    simulated.disconnect();
    awaitState(Freshness.State.STALE, Duration.ofSeconds(3));
    var lost = cluster.watches.sight(cluster.id).freshness();
    assertThat(lost.asOf()).isBefore(Instant.now());
    assertThat(lost.reason()).isNotBlank();
    assertThat(cluster.state(ref)).isPresent();
    assertThatThrownBy(() -> cluster.gateway.read(ref)).isInstanceOf(ClusterUnreachable.class);
    simulated.reconnect();
    awaitState(Freshness.State.LIVE, Duration.ofSeconds(5));
    assertThat(cluster.gateway.read(ref)).isPresent();
  }

  @Test
  void whatHappenedDuringAnOutageIsSeenAfterIt() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    simulated.disconnect();
    awaitState(Freshness.State.STALE, Duration.ofSeconds(3));
    simulated.reconnect();
    cluster.send("DELETE", Paths.of(ref), "application/json", "{}");
    await().atMost(Duration.ofSeconds(10)).until(() -> cluster.state(ref).isEmpty());
  }

  @Test
  @Negative(65)
  @Promise("P9")
  void aHangingApiServerIsNotBelieved() {
    fail(Failure.always("*", "/", Effect.HANG));
    awaitState(Freshness.State.STALE, Duration.ofSeconds(5));
    simulated.failures().clear();
    awaitState(Freshness.State.LIVE, Duration.ofSeconds(10));
  }

  @Test
  @Negative(65)
  @Promise("P9")
  void aSilentWatchIsListedAgain() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    fail(Failure.always("watch", "/", Effect.SILENT_WATCH));
    cluster.send(
        "PATCH", Paths.of(ref), "application/merge-patch+json", "{\"spec\":{\"replicas\":2}}");
    cluster.awaitState(ref, it -> it.desired() == 2);
  }

  @Test
  @Negative(65)
  void aVersionThatIsTooOldIsListedAgain() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    fail(Failure.always("watch", "/pods", Effect.GONE).times(2));
    fail(Failure.once("watch", "/", Effect.CUT_WATCH));
    simulated.forgetHistory();
    cluster.send(
        "PATCH", Paths.of(ref), "application/merge-patch+json", "{\"spec\":{\"replicas\":3}}");
    cluster.awaitState(ref, it -> it.ready() == 3);
    awaitState(Freshness.State.LIVE, Duration.ofSeconds(10));
  }

  @Test
  @Negative(65)
  void duplicateEventsChangeNothing() {
    fail(Failure.always("watch", "/", Effect.DUPLICATE_EVENTS).times(50));
    var ref = cluster.deployment("cart", ClusterContract.ONE, 2);
    cluster.awaitState(ref, it -> it.ready() == 2 && it.pods().size() == 2);
    for (var change : cluster.changes(ref)) {
      assertThat(change.now()).isNotEqualTo(change.before());
    }
  }

  @Test
  void aRightThatIsTakenAwayMakesTheClusterStaleAndSaysWhich() {
    fail(Failure.always("list", "/pods", Effect.FORBIDDEN));
    fail(Failure.always("watch", "/pods", Effect.FORBIDDEN));
    fail(Failure.once("watch", "/pods", Effect.CUT_WATCH));
    touchPods();
    awaitState(Freshness.State.STALE, Duration.ofSeconds(10));
    var sight = cluster.watches.sight(cluster.id);
    assertThat(sight.freshness().reason()).contains("pods");
    assertThat(sight.kinds())
        .filteredOn(kind -> kind.name().equals("deployments"))
        .allMatch(kind -> kind.freshness().state() == Freshness.State.LIVE);
    simulated.failures().clear();
    awaitState(Freshness.State.LIVE, Duration.ofSeconds(15));
  }

  @Test
  @Negative(20)
  void anotherClusterUnderTheAddressIsNeitherReadNorWritten() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    var read = cluster.read(ref);
    var known = ClusterId.next();
    cluster.watches.start(
        new ClusterConnection(
            known,
            "swapped",
            "Swapped",
            simulated.kubeconfig(),
            "another-uid",
            (_, _) -> "another-uid"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          var reason = cluster.watches.sight(known).freshness().reason();
          return reason != null && reason.contains("another cluster");
        });
    var swapped =
        new dev.slipway.clusters.WorkloadRef(known, ref.namespace(), ref.kind(), ref.name());
    assertThatThrownBy(() -> cluster.gateway.read(swapped))
        .isInstanceOf(ClusterUnreachable.class)
        .hasMessageContaining("another cluster");
    var redirected =
        new dev.slipway.clusters.LiveObject(
            swapped,
            read.uid(),
            read.namespaceUid(),
            read.clusterUid(),
            read.generation(),
            read.resourceVersion(),
            read.metadata(),
            read.spec(),
            read.baseHash(),
            read.templateHash());
    assertThat(cluster.gateway.write(redirected, image())).isInstanceOf(WriteResult.TryLater.class);
    assertThat(cluster.read(ref).generation()).isEqualTo(read.generation());
    assertThat(cluster.watches.all(known)).isEmpty();
  }

  @Test
  @Negative(64)
  void aWriteWhoseAnswerProvesNothingIsUnknownAndSentOnce() {
    for (var effect : new Effect[] {Effect.ERROR_AFTER, Effect.CUT_AFTER}) {
      var name = effect.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      var ref = cluster.deployment(name, ClusterContract.ONE, 1);
      cluster.awaitState(ref, it -> it.ready() == 1);
      var read = cluster.read(ref);
      fail(Failure.once("patch", "/deployments/" + name, effect));
      assertThat(cluster.gateway.write(read, image()))
          .as(name)
          .isInstanceOf(WriteResult.Unknown.class);
      var after = await().until(() -> cluster.read(ref), it -> it.generation() > 0);
      assertThat(after.generation()).as(name).isEqualTo(read.generation() + 1);
    }
  }

  @Test
  void aWriteThatFailedBeforeItsEffectIsUnknownTooAndChangesNothing() {
    var ref = cluster.deployment("before", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    var read = cluster.read(ref);
    fail(Failure.once("patch", "/deployments/before", Effect.ERROR_BEFORE));
    assertThat(cluster.gateway.write(read, image())).isInstanceOf(WriteResult.Unknown.class);
    fail(Failure.once("patch", "/deployments/before", Effect.CUT_BEFORE));
    assertThat(cluster.gateway.write(read, image())).isInstanceOf(WriteResult.Unknown.class);
    assertThat(cluster.read(ref).generation()).isEqualTo(read.generation());
  }

  @Test
  @Negative(65)
  void refusalsAreWhatTheServerSaysTheyAre() {
    var ref = cluster.deployment("refused", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    var read = cluster.read(ref);
    fail(Failure.once("patch", "/deployments/refused", Effect.CONFLICT));
    assertThat(cluster.gateway.write(read, image())).isInstanceOf(WriteResult.Conflict.class);
    fail(Failure.once("patch", "/deployments/refused", Effect.THROTTLED).seconds(7));
    assertThat(cluster.gateway.write(read, image()))
        .isEqualTo(new WriteResult.TryLater(Duration.ofSeconds(7)));
    fail(Failure.once("patch", "/deployments/refused", Effect.FORBIDDEN));
    assertThat(cluster.gateway.write(read, image()))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class, refused -> assertThat(refused.status()).isEqualTo(403));
    assertThat(cluster.read(ref).generation()).isEqualTo(read.generation());
  }

  @Test
  void aServerThatIsAwayGetsNoWrite() {
    var ref = cluster.deployment("away", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    var read = cluster.read(ref);
    simulated.disconnect();
    assertThat(cluster.gateway.write(read, image())).isInstanceOf(WriteResult.TryLater.class);
    simulated.reconnect();
    awaitState(Freshness.State.LIVE, Duration.ofSeconds(10));
    assertThat(cluster.gateway.write(read, image())).isInstanceOf(WriteResult.Accepted.class);
  }

  @Test
  @Promise("P9")
  void oneSickClusterDoesNotHoldUpAnother() {
    var sick = SimulatedCluster.start(ClusterOptions.named("sick"));
    var other = ClusterId.next();
    cluster.watches.start(
        new ClusterConnection(other, "sick", "Sick", sick.kubeconfig(), null, (uid, _) -> uid));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> cluster.watches.sight(other).freshness().state() == Freshness.State.LIVE);
    sick.failures().add(Failure.always("*", "/", Effect.HANG));
    for (var i = 0; i < 40; i++) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              cluster.gateway.quotas(other, "default");
            } catch (ClusterUnreachable e) {
              // As it must be.
            }
          });
    }
    var began = System.nanoTime();
    for (var i = 0; i < 20; i++) {
      cluster.gateway.quotas(cluster.id, cluster.namespace);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    sick.failures().clear();
    sick.close();
  }

  private void touchPods() {
    cluster.deployment("touch", ClusterContract.ONE, 1);
  }

  private void fail(Failure failure) {
    simulated.failures().add(failure);
  }

  private static WorkloadPatch image() {
    return new WorkloadPatch.SetImages(Map.of("app", ClusterContract.TWO), MARKS);
  }

  private void awaitState(Freshness.State state, Duration limit) {
    await("cluster is " + state)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cluster.watches.sight(cluster.id), it -> it.freshness().state() == state);
  }
}
