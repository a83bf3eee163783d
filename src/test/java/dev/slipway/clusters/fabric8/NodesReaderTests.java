package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterNodes.Pool;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.NodePool;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the portal tells of the nodes of a cluster, and of those that it may not or cannot read.
class NodesReaderTests {

  private SimulatedCluster simulated;
  private ClusterFixture cluster;
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private NodesReader reader;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void start() {
    simulated =
        SimulatedCluster.start(
            ClusterOptions.named("nodes")
                .speed(20)
                .pools(
                    List.of(
                        NodePool.of("aks-system", 1).labelled("agentpool", "system"),
                        NodePool.of("aks-apps", 2)
                            .labelled("agentpool", "apps")
                            .labelled("node.kubernetes.io/instance-type", "Standard_D16s_v5")
                            .tainted("node-type=application:NoSchedule")
                            .zoned("eastus2-"))));
    cluster = new ClusterFixture(simulated.kubeconfig(), WatchTimes.NORMAL);
    reader = new NodesReader(cluster.watches, clock);
  }

  @AfterEach
  void stop() {
    cluster.close();
    simulated.close();
  }

  @Test
  void poolsHaveTheirNodesBoundsAndWhatPodsRequest() {
    simulated.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: cluster-autoscaler-status, namespace: kube-system}
        data:
          status: |
            nodeGroups:
            - name: aks-apps-31415926-vmss
              health: {minSize: 2, maxSize: 20}
        """);
    var cart = cluster.deployment("cart", ClusterContract.ONE, 2);
    cluster.awaitState(cart, it -> it.ready() == 2);
    cluster.send(
        "PATCH",
        Paths.of(cart),
        "application/strategic-merge-patch+json",
        """
        {"spec":{"template":{"spec":{"containers":[{"name":"%s","resources":{"requests":{"cpu":"250m","memory":"1Gi"}}}]}}}}
        """
            .formatted(container(cart)));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          now = now.plusSeconds(10);
          var system = pool("system").nodes().getFirst();
          assertThat(system.cpu().words()).isEqualTo("0.5 of 16");
          assertThat(system.memory().words()).isEqualTo("2Gi of 64Gi");
          assertThat(system.pods().words()).isEqualTo("2 of 1000");
        });
    var apps = pool("apps");
    assertThat(apps.words()).isEqualTo("2 of 2 nodes ready, 2 to 20 allowed");
    assertThat(pool("system").bounds()).isEmpty();
    var second = apps.nodes().getLast();
    assertThat(second.zone()).isEqualTo("eastus2-2");
    assertThat(second.type()).isEqualTo("Standard_D16s_v5");
    assertThat(second.taints()).containsExactly("node-type=application:NoSchedule");
    assertThat(second.version()).startsWith("v1.");
    assertThat(second.since()).isNotNull();
    assertThat(second.cpu().percent()).isZero();
  }

  @Test
  void withoutTheRightNothingIsKnownAndTheWayToItIsSaid() {
    reached();
    assertThat(reader.of(cluster.id).count()).isEqualTo(3);
    simulated.failures().add(Failure.always("*", "/api/v1/nodes", Effect.FORBIDDEN));
    now = now.plusSeconds(10);
    var nodes = reader.of(cluster.id);
    assertThat(nodes.asOf()).isNull();
    assertThat(nodes.pools()).isEmpty();
    assertThat(nodes.trouble()).contains("may not read nodes", "read.yaml");
  }

  @Test
  void whatPodsRequestIsUnknownWherePodsAreNotShown() {
    simulated.failures().add(Failure.always("*", "/api/v1/pods", Effect.FORBIDDEN));
    try (var narrow = new Narrow(cluster.watchAgain())) {
      var reading = new NodesReader(narrow.watches, clock);
      await().atMost(Duration.ofSeconds(20)).until(() -> reading.of(cluster.id).count() == 3);
      var node = reading.of(cluster.id).pools().getFirst().nodes().getFirst();
      assertThat(node.cpu().words()).isEqualTo("unknown of 16");
      assertThat(node.cpu().percent()).isNull();
    }
  }

  private record Narrow(ClusterWatches watches) implements AutoCloseable {
    @Override
    public void close() {
      watches.close();
    }
  }

  @Test
  void theLastAnswerStaysWithItsAgeWhenTheClusterIsGone() {
    reached();
    var before = reader.of(cluster.id);
    assertThat(before.trouble()).isEmpty();
    simulated.close();
    now = now.plusSeconds(60);
    var after = reader.of(cluster.id);
    assertThat(after.pools()).isEqualTo(before.pools());
    assertThat(after.asOf()).isEqualTo(before.asOf());
    assertThat(after.trouble()).isNotEmpty();
  }

  @Test
  void aClusterIsNotAskedAgainForEverybodyWhoLooks() {
    reached();
    var first = reader.of(cluster.id);
    simulated.failures().add(Failure.always("*", "/api/v1/nodes", Effect.FORBIDDEN));
    assertThat(reader.of(cluster.id)).isSameAs(first);
  }

  private void reached() {
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.of(cluster.id).count() == 3);
  }

  private Pool pool(String name) {
    return reader.of(cluster.id).pools().stream()
        .filter(pool -> pool.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(reader.of(cluster.id)));
  }

  private String container(WorkloadRef ref) {
    return cluster
        .read(ref)
        .spec()
        .path("template")
        .path("spec")
        .path("containers")
        .path(0)
        .path("name")
        .asString("");
  }
}
