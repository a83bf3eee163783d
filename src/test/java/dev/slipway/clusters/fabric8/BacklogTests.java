package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterConnection;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Freshness.State;
import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;

/// What is shown while news of a cluster waits to be taken in.
class BacklogTests {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Freshness LIVE = new Freshness(State.LIVE, NOW, null);

  @Test
  void newsThatWaitsMakesStaleUntilTheLastOfItIsTakenIn() {
    var time = new AtomicReference<>(NOW);
    var clock = Mockito.mock(Clock.class);
    Mockito.when(clock.instant()).thenAnswer(_ -> time.get());
    var backlog = new Backlog(clock);
    assertThat(backlog.judged(LIVE)).isEqualTo(LIVE);
    var first = backlog.counted(() -> {});
    time.set(NOW.plusSeconds(1));
    var second = backlog.counted(() -> {});
    assertThat(backlog.judged(LIVE).state()).isEqualTo(State.LIVE);
    time.set(NOW.plusSeconds(5));
    assertThat(backlog.judged(LIVE).asOf()).isEqualTo(NOW);
    assertThat(backlog.judged(LIVE).state()).isEqualTo(State.STALE);
    first.run();
    second.run();
    assertThat(backlog.judged(LIVE)).isEqualTo(LIVE);
  }

  @Test
  @Timeout(40)
  void aListenerThatHangsMakesTheClusterStaleAndSaysSo() {
    staleAndLiveAgain("held-up", WorkloadChanged.class::isInstance);
  }

  /// Also one that hangs on the very news that the cluster is live.
  @Test
  @Timeout(40)
  void aListenerThatHangsOnFreshnessKeepsNobodyFromTellingStaleness() {
    staleAndLiveAgain("held-live", event -> states(List.of(event)).contains(State.LIVE));
  }

  private static void staleAndLiveAgain(String name, Predicate<Object> hangsOn) {
    var freed = new CountDownLatch(1);
    var events = new CopyOnWriteArrayList<Object>();
    try (var simulated = SimulatedCluster.start(ClusterOptions.named(name).speed(5))) {
      var rules =
          new ServerRules(
              true,
              new OutboundAddresses(OutboundAddresses.Reach.LOOPBACK, InetAddress::getAllByName));
      var watches =
          new ClusterWatches(
              WatchTimes.NORMAL,
              rules,
              event -> {
                if (hangsOn.test(event)) {
                  hang(freed);
                }
                events.add(event);
              });
      var id = ClusterId.next();
      watches.start(
          new ClusterConnection(
              id, name, "Held up", simulated.kubeconfig(), null, (uid, _) -> uid));
      await().until(() -> watches.sight(id).freshness().state() == State.LIVE);
      events.clear();
      simulated.apply(Manifests.deployment("cart", ClusterContract.ONE, 1));

      await().atMost(Duration.ofSeconds(15)).until(() -> states(events).contains(State.STALE));
      assertThat(watches.sight(id).freshness().reason()).contains("not yet taken in");

      freed.countDown();
      await().atMost(Duration.ofSeconds(15)).until(() -> states(events).getLast() == State.LIVE);
      watches.close();
    }
  }

  private static List<State> states(List<Object> events) {
    return events.stream()
        .filter(FreshnessChanged.class::isInstance)
        .map(event -> ((FreshnessChanged) event).freshness().state())
        .toList();
  }

  private static void hang(CountDownLatch freed) {
    try {
      freed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
