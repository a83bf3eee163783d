package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class ClusterRegistrationTests {

  @Autowired private Clusters clusters;
  @Autowired private Placements placements;
  @Autowired private LiveWorkloads live;
  @Autowired private LastKnownRepository lastKnown;
  @Autowired private ClusterLease lease;
  @Autowired private Services services;
  @Autowired private Systems systems;
  @Autowired private Teams teams;
  @Autowired private Environments environments;
  @Autowired private JdbcClient jdbc;
  @Autowired private ClusterConnections connections;

  private final String name = "c" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void credentialsAreStoredSealedAndNeverShown() {
    var view = register();
    var stored =
        jdbc.sql("select kubeconfig from cluster where slug = ?")
            .param(name)
            .query((rows, _) -> rows.getBytes(1))
            .single();
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("canary-5f2c");
    assertThat(view.toString()).doesNotContain("canary-5f2c");
    assertThat(view.server()).isEqualTo("http://127.0.0.1:9");
    assertThat(view.freshness().state()).isEqualTo(Freshness.State.LOST);
  }

  @Test
  void registeringAgainKeepsTheCluster() {
    var first = register();
    var again = register();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(clusters.bySlug(name)).map(ClusterView::id).contains(first.id());
  }

  @Test
  void theSandboxTakesNoClusterFromAPersonAndNoneFromOutside() {
    var person = new Actor(UUID.randomUUID(), "Sam", Via.SESSION, null, null, null);
    assertThatThrownBy(() ->
            clusters.connect(new RegisterCluster(name, "Real", ClusterMother.nowhere()), person))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("--slipway.mode=production");
    var outside = ClusterMother.kubeconfig("https://10.0.0.1:6443", "token: t");
    assertThatThrownBy(
            () -> clusters.register(new RegisterCluster(name, "Real", outside), Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("simulated");
    assertThat(clusters.bySlug(name)).isEmpty();
  }

  @Test
  void aWorkloadRunsOneServiceAndAServiceRunsOncePerEnvironment() {
    var cluster = register();
    var one = service("one");
    var two = service("two");
    var environment =
        environments.register(
            new RegisterEnvironment(name + "-env", name, EnvironmentClass.DEVELOPMENT, 900),
            Actor.SYSTEM);
    var workload = workload(cluster, "cart");
    var command = new PlaceService(one.id(), environment.id(), workload, "app");
    var placement = placements.place(command, Actor.SYSTEM);
    assertThat(placements.at(one.id(), environment.id())).contains(placement);
    assertThat(placements.of(workload)).contains(placement);
    assertThat(placements.place(command, Actor.SYSTEM).id()).isEqualTo(placement.id());
    var sameWorkload = new PlaceService(two.id(), environment.id(), workload, "app");
    assertThatThrownBy(() -> placements.place(sameWorkload, Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("second service");
    var sameService =
        new PlaceService(one.id(), environment.id(), workload(cluster, "other"), "app");
    assertThatThrownBy(() -> placements.place(sameService, Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class);
    assertThat(placements.ofService(one.id())).containsExactly(placement);
  }

  @Test
  void whatWasSeenOutlivesTheWatch() {
    var cluster = register();
    var environment =
        environments.register(
            new RegisterEnvironment(name + "-env", name, EnvironmentClass.DEVELOPMENT, 901),
            Actor.SYSTEM);
    var placement =
        placements.place(
            new PlaceService(
                service("kept").id(), environment.id(), workload(cluster, "cart"), "app"),
            Actor.SYSTEM);
    assertThat(live.lastKnown(placement.id())).isEmpty();
    var seen =
        new LastKnown(
            placement.id(),
            "registry.example/cart:1.0",
            null,
            RolloutVerdict.COMPLETE,
            Health.HEALTHY,
            "2 of 2 pods ready",
            2,
            2,
            false,
            java.time.Instant.parse("2026-11-20T10:00:00Z"));
    lastKnown.save(List.of(seen));
    assertThat(live.lastKnown(placement.id()))
        .hasValueSatisfying(kept ->
            assertThat(kept)
                .usingRecursiveComparison()
                // When, says the database.
                .ignoringFields("asOf")
                .isEqualTo(seen));
    assertThat(live.state(placement.workload())).isEmpty();
  }

  @Test
  void oneReplicaHoldsTheLeaseOfACluster() {
    var cluster = register();
    var other = new ClusterLease(jdbc);
    lease.renew(List.of(cluster.id()));
    other.renew(List.of(cluster.id()));
    assertThat(List.of(lease.holds(cluster.id()), other.holds(cluster.id())))
        .containsExactlyInAnyOrder(true, false);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          jdbc.sql("update cluster_lease set until = clock_timestamp() where cluster_id = ?")
              .param(cluster.id().value())
              .update();
          other.renew(List.of(cluster.id()));
          return other.holds(cluster.id());
        });
    lease.renew(List.of(cluster.id()));
    assertThat(lease.holds(cluster.id())).isFalse();
    other.giveBack();
    assertThat(other.holds(cluster.id())).isFalse();
  }

  @Test
  void aClusterWithoutServicesIsRemovedAndWatchedNoMore() {
    var cluster = register();
    lease.renew(List.of(cluster.id()));
    var environment =
        environments.register(
            new RegisterEnvironment(name + "-env", name, EnvironmentClass.DEVELOPMENT, 902),
            Actor.SYSTEM);
    var placement =
        placements.place(
            new PlaceService(
                service("last").id(), environment.id(), workload(cluster, "cart"), "app"),
            Actor.SYSTEM);
    assertThatThrownBy(() -> clusters.remove(cluster.id(), "it is switched off", Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("1 service is placed");

    placements.remove(placement.id(), "it is switched off", Actor.SYSTEM);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !"not watched yet".equals(clusters.freshness(cluster.id()).reason()));
    clusters.remove(cluster.id(), "it is switched off", Actor.SYSTEM);

    assertThat(clusters.bySlug(name)).isEmpty();
    assertThat(clusters.freshness(cluster.id()).reason()).isEqualTo("not watched yet");
    assertThat(
            jdbc.sql("select count(*) from cluster where id = ?")
                .param(cluster.id().value())
                .query(Long.class)
                .single())
        .isZero();
    assertThat(register().id()).isNotEqualTo(cluster.id());
  }

  /// Left behind by a configuration that names it no more: else it would stay for ever.
  @Test
  void aClusterThatTheConfigurationNoLongerNamesCanBeRemoved() {
    var cluster = register();
    jdbc.sql("update cluster set configured = true, kubeconfig = null where id = ?")
        .param(cluster.id().value())
        .update();
    connections.refresh();
    assertThat(clusters.bySlug(name))
        .hasValueSatisfying(it -> assertThat(it.configured()).isFalse());

    clusters.remove(cluster.id(), "it is switched off", Actor.SYSTEM);
    assertThat(clusters.bySlug(name)).isEmpty();
  }

  private ClusterView register() {
    return clusters.register(
        new RegisterCluster(name, "A cluster", ClusterMother.nowhere()), Actor.SYSTEM);
  }

  private ServiceView service(String suffix) {
    if (systems.bySlug(name).isEmpty()) {
      systems.register(new RegisterSystem(name, name, "For a test"), Actor.SYSTEM);
      teams.create(name, name, Actor.SYSTEM);
    }
    return services.register(
        new RegisterService(
            name + "-" + suffix,
            suffix,
            "For a test",
            name,
            name,
            3,
            Lifecycle.PRODUCTION,
            List.of()),
        Actor.SYSTEM);
  }

  private static WorkloadRef workload(ClusterView cluster, String name) {
    return new WorkloadRef(cluster.id(), "shop", WorkloadKind.DEPLOYMENT, name);
  }
}
