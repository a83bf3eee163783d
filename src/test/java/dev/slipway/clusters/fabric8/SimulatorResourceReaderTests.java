package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.resources.ClusterResources;
import dev.slipway.clusters.resources.ResourceKind;
import dev.slipway.clusters.resources.Told;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The contract against the simulator, in every build, and what only it can be made to do.
class SimulatorResourceReaderTests extends ResourceReaderContract {

  private final SimulatedCluster simulated =
      SimulatedCluster.start(ClusterOptions.named("resources").speed(20));

  @Override
  String kubeconfig() {
    return simulated.kubeconfig();
  }

  @AfterEach
  void mend() {
    simulated.failures().clear();
  }

  @AfterAll
  void end() {
    simulated.close();
  }

  @Test
  void oneKindThatIsRefusedNamesItsRightAndLeavesTheOthersAsTheyAre() {
    simulated.failures().add(Failure.always("*", "/resourcequotas", Effect.FORBIDDEN));
    simulated.failures().add(Failure.always("*", "/endpointslices", Effect.UNAVAILABLE));
    var read = reader.read(cluster.id);
    assertThat(read.of(ResourceKind.QUOTA).state()).isEqualTo(Told.State.FORBIDDEN);
    assertThat(read.of(ResourceKind.QUOTA).why())
        .contains("may not read quotas", "get and list on resourcequotas", "read.yaml");
    assertThat(read.quotas()).isEmpty();
    assertThat(read.of(ResourceKind.ENDPOINTS).state()).isEqualTo(Told.State.FAILED);
    assertThat(read.of(ResourceKind.SERVICE)).isEqualTo(Told.ALL);
  }

  @Test
  void anAutoscalerAtItsMaximumSaysSinceWhen() {
    cluster.deployment("checkout", ClusterContract.ONE, 2);
    create(
        "/apis/autoscaling/v2",
        "horizontalpodautoscalers",
        Manifests.autoscaler("checkout", 1, 2)
            .replace(
                "\"name\": \"checkout\"},\n \"spec\"",
                "\"name\": \"checkout\", \"annotations\": {\"simulator.slipway.dev/load\": \"3.4\"}},\n"
                    + " \"spec\""));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          var scaler = ours(ClusterResources::scalers, ClusterResources.Scaler::name, "checkout");
          assertThat(scaler.current()).isEqualTo(2);
          assertThat(scaler.states())
              .anyMatch(state ->
                  state.type().equals("ScalingLimited")
                      && state.is(true)
                      && state.reason().equals("TooManyReplicas")
                      && state.since() != null);
        });
  }

  @Test
  void aNodeIsReadWithItsConditionsAndAPodThatNoNodeTakesWithSinceWhen() {
    assertThat(reader.read(cluster.id).nodes())
        .hasSize(3)
        .allMatch(node ->
            node.states().stream()
                .anyMatch(state -> state.type().equals("Ready") && state.is(true)));
    create(
        "/api/v1",
        "pods",
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"huge"},
         "spec":{"nodeSelector":{"no":"node"},"containers":[{"name":"app","image":"redis:7.2"}]}}
        """);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          var pod = ours(ClusterResources::pods, ClusterResources.Pod::name, "huge");
          assertThat(pod.trouble()).isEqualTo(ClusterResources.Pod.Trouble.UNSCHEDULABLE);
          assertThat(pod.since()).isNotNull();
          assertThat(pod.message()).contains("nodes are available");
        });
  }

  @Test
  void whatPodsAndNodesTakeIsReadWhereSomebodyServesIt() {
    cluster.deployment("taker", ClusterContract.ONE, 1);
    assertThat(reader.read(cluster.id).of(ResourceKind.POD_USAGE).state())
        .isEqualTo(Told.State.NOT_INSTALLED);
    simulated.apply(
        """
        apiVersion: apiregistration.k8s.io/v1
        kind: APIService
        metadata: {name: v1beta1.metrics.k8s.io}
        spec: {group: metrics.k8s.io, version: v1beta1, groupPriorityMinimum: 100, versionPriority: 100}
        """);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          var read = reader.read(cluster.id);
          assertThat(read.of(ResourceKind.POD_USAGE)).isEqualTo(Told.ALL);
          assertThat(read.nodeUsage()).hasSize(3);
          assertThat(read.podUsage())
              .filteredOn(one -> one.name().name().startsWith("taker-"))
              .singleElement()
              .matches(one -> one.at() != null)
              // A part of the tenth of a CPU and the 64Mi that it asks for.
              .matches(one -> one.cpu().signum() > 0 && one.cpu().doubleValue() < 0.1)
              .matches(one -> one.memory().doubleValue() < 64L << 20);
        });
    simulated
        .failures()
        .add(Failure.always("*", "/metrics.k8s.io/v1beta1/pods", Effect.UNAVAILABLE));
    var away = reader.read(cluster.id);
    assertThat(away.of(ResourceKind.POD_USAGE).state()).isEqualTo(Told.State.FAILED);
    assertThat(away.of(ResourceKind.NODE_USAGE)).isEqualTo(Told.ALL);
  }

  /// What was told before is worth more than half of a reading.
  @Test
  void aClusterThatGoesAwayWhileItIsReadTellsNothing() {
    simulated.failures().add(Failure.always("*", "/resourcequotas", Effect.CUT_BEFORE));
    assertThat(reader.read(cluster.id).of(ResourceKind.QUOTA).state())
        .as("one kind of it is out of order")
        .isEqualTo(Told.State.FAILED);
    simulated.failures().add(Failure.always("*", "^/version", Effect.CUT_BEFORE));
    assertThatThrownBy(() -> reader.read(cluster.id)).isInstanceOf(ClusterUnreachable.class);
    var backups = new BackupReader(cluster.watches, Clock.systemUTC());
    assertThat(backups.read(cluster.id).listings()).as("all of its kinds answer").isNotEmpty();
  }

  @Test
  void aClusterThatGivesNoSignalTellsNothingAtAll() {
    var gone = SimulatedCluster.start(ClusterOptions.named("gone"));
    try (var fixture = new ClusterFixture(gone.kubeconfig(), WatchTimes.NORMAL)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> fixture.watches.sight(fixture.id).version() != null);
      gone.close();
      var reading = new ResourceReader(fixture.watches, Clock.systemUTC());
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThatThrownBy(() -> reading.read(fixture.id))
                  .isInstanceOf(ClusterUnreachable.class));
    }
  }
}
