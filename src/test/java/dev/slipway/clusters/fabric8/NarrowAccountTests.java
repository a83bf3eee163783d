package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterSight;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a service account that may not see everything makes of a cluster.
class NarrowAccountTests {

  private SimulatedCluster simulated;
  private ClusterFixture cluster;

  @BeforeEach
  void start() {
    simulated = SimulatedCluster.start(ClusterOptions.named("narrow").speed(5));
    cluster = new ClusterFixture(simulated.kubeconfig(), WatchTimes.NORMAL);
  }

  @AfterEach
  void stop() {
    simulated.failures().clear();
    cluster.close();
    simulated.close();
  }

  @Test
  void aNarrowAccountSeesWhatItMaySee() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    fail(Failure.always("*", "/horizontalpodautoscalers", Effect.FORBIDDEN));
    fail(Failure.always("*", "/statefulsets", Effect.FORBIDDEN));
    var narrow = cluster.watchAgain();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() ->
              narrow.sight(cluster.id).freshness().state() == Freshness.State.LIVE
                  && narrow.state(ref).isPresent());
      var sight = narrow.sight(cluster.id);
      assertThat(sight.refused())
          .extracting(ClusterSight.Kind::name)
          .containsExactly("statefulsets", "horizontalpodautoscalers");
      assertThat(sight.showsAutoscalers()).isFalse();
      assertThat(sight.freshnessOf(WorkloadKind.DEPLOYMENT).state())
          .isEqualTo(Freshness.State.LIVE);
      var hidden = sight.freshnessOf(WorkloadKind.STATEFUL_SET);
      assertThat(hidden.state()).isEqualTo(Freshness.State.LOST);
      assertThat(hidden.reason()).contains("statefulsets are refused");

      simulated.failures().clear();

      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> narrow.sight(cluster.id).refused().isEmpty());
      assertThat(narrow.sight(cluster.id).showsAutoscalers()).isTrue();
    } finally {
      narrow.close();
    }
  }

  @Test
  void whatIsNotShownAnyMoreIsNotGone() {
    var ref = cluster.statefulSet("queue", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    fail(Failure.always("*", "/statefulsets", Effect.FORBIDDEN));
    fail(Failure.once("watch", "/statefulsets", Effect.CUT_WATCH));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> cluster.watches.sight(cluster.id),
            sight ->
                !sight.refused().isEmpty()
                    && sight.freshnessOf(WorkloadKind.STATEFUL_SET).state()
                        == Freshness.State.STALE);

    assertThat(cluster.watches.sight(cluster.id).freshness().state())
        .isEqualTo(Freshness.State.LIVE);
    assertThat(cluster.state(ref)).isPresent();
    assertThat(cluster.changes(ref)).allMatch(change -> change.now() != null);
  }

  @Test
  void aSurveyGoesOnWithoutWhatItMayNotList() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    fail(Failure.always("*", "/networkpolicies", Effect.FORBIDDEN));
    fail(Failure.always("*", "/daemonsets", Effect.FORBIDDEN));

    var survey = cluster.gateway.survey(cluster.id);

    assertThat(survey.workloads()).extracting("ref").contains(ref);
    assertThat(survey.listed())
        .containsExactlyInAnyOrder(WorkloadKind.DEPLOYMENT, WorkloadKind.STATEFUL_SET);
    assertThat(survey.gaps())
        .containsExactly(
            "DaemonSets may not be listed; they are missing here.",
            "NetworkPolicies may not be listed; dependencies come from environment variables alone.");
  }

  /// Whoever waits for it learns what is missing, instead of waiting for all of it.
  @Test
  void aSurveyEndsInTimeAndTellsWhatItDidNotAskFor() {
    var ref = cluster.deployment("cart", ClusterContract.ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);

    var survey =
        new Survey(cluster.id, cluster.watches.calls(cluster.id), Duration.ofNanos(1)).take();

    assertThat(survey.listed()).isEmpty();
    assertThat(survey.workloads()).isEmpty();
    assertThat(survey.gaps())
        .hasSize(6)
        .contains("Not asked for deployments: the cluster did not tell all within 0 seconds.");
  }

  private void fail(Failure failure) {
    simulated.failures().add(failure);
  }
}
