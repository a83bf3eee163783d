package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A portal that starts knows a cluster from its last run only, until the cluster has answered.
@SlipwayTest
class LastKnownWriterTests {

  @Autowired private Clusters clusters;
  @Autowired private ClusterRepository rows;
  @Autowired private Placements placements;
  @Autowired private PlacementMap map;
  @Autowired private LastKnownRepository repository;
  @Autowired private GoneWorkloads gone;
  @Autowired private Services services;
  @Autowired private Systems systems;
  @Autowired private Teams teams;
  @Autowired private Environments environments;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  private final String name = "k" + UUID.randomUUID().toString().substring(0, 8);
  private final Sight watch = new Sight();
  private Placement placement;
  private LastKnownWriter writer;

  @BeforeEach
  void aPlacementWasSeenBeforeTheStart() {
    var cluster =
        clusters.register(
            new RegisterCluster(name, "A cluster", ClusterMother.nowhere()), Actor.SYSTEM);
    systems.register(new RegisterSystem(name, name, "For a test"), Actor.SYSTEM);
    teams.create(name, name, Actor.SYSTEM);
    var service =
        services.register(
            new RegisterService(
                name, name, "For a test", name, name, 2, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
    var environment =
        environments.register(
            new RegisterEnvironment(name, name, EnvironmentClass.DEVELOPMENT, 950), Actor.SYSTEM);
    placement =
        placements.place(
            new PlaceService(
                service.id(),
                environment.id(),
                new WorkloadRef(cluster.id(), "shop", WorkloadKind.DEPLOYMENT, "cart"),
                "app"),
            Actor.SYSTEM);
    repository.save(
        List.of(
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
                Instant.parse("2026-11-20T10:00:00Z"))));
    var lease = new ClusterLease(jdbc);
    // The portal's own rounds want it too.
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          jdbc.sql("update cluster_lease set until = clock_timestamp() where cluster_id = ?")
              .param(cluster.id().value())
              .update();
          lease.renew(List.of(cluster.id()));
          return lease.holds(cluster.id());
        });
    writer = new LastKnownWriter(repository, gone, rows, map, watch, lease, clock);
  }

  @Test
  void aClusterThatHasNotAnsweredSinceTheStartIsNotCalledGone() {
    writer.everything();
    writer.flush();
    assertThat(repository.of(placement.id())).map(LastKnown::gone).contains(false);
  }

  @Test
  void whatAnAnsweringClusterDoesNotHaveIsGoneAlsoIfItAnswersLate() {
    writer.everything();
    writer.flush();
    watch.state = Freshness.State.LIVE;
    writer.flush();
    assertThat(repository.of(placement.id()))
        .hasValueSatisfying(last -> {
          assertThat(last.gone()).isTrue();
          assertThat(last.image()).isEqualTo("registry.example/cart:1.0");
        });
  }

  @Test
  void whatIsGoneIsWrittenDownOnceEachTime() {
    watch.state = Freshness.State.LIVE;
    for (var looks = 0; looks < 2; looks++) {
      writer.everything();
      writer.flush();
    }
    assertThat(told()).containsExactly("unknown");

    repository.save(List.of(repository.of(placement.id()).orElseThrow()));
    writer.everything();
    writer.flush();
    assertThat(told()).as("it came back and went again").hasSize(2);
  }

  private List<String> told() {
    return jdbc.sql(
            """
            select actor_name from audit.audit_event
            where action = 'workload.gone' and service = ? and environment = ?
            """)
        .params(name, name)
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void whatAnAnsweringClusterDoesNotShowIsNotCalledGone() {
    watch.state = Freshness.State.LIVE;
    watch.kinds =
        List.of(
            new ClusterSight.Kind(
                "deployments",
                new Freshness(Freshness.State.LOST, null, "deployments are refused"),
                true));
    writer.everything();
    writer.flush();
    assertThat(repository.of(placement.id())).map(LastKnown::gone).contains(false);
  }

  /// A watch that sees no workload.
  private static final class Sight implements ClusterWatch {

    private Freshness.State state = Freshness.State.LOST;
    private List<ClusterSight.Kind> kinds = List.of();

    @Override
    public Endpoint check(String kubeconfig) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Met meet(String kubeconfig) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ClusterRights> rights(
        String kubeconfig, Collection<ClusterRights.Right> wanted, Set<String> namespaces) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void start(ClusterConnection connection) {}

    @Override
    public void stop(ClusterId cluster) {}

    @Override
    public Optional<WorkloadState> state(WorkloadRef ref) {
      return Optional.empty();
    }

    @Override
    public List<WorkloadState> all(ClusterId cluster) {
      return List.of();
    }

    @Override
    public ClusterSight sight(ClusterId cluster) {
      return new ClusterSight(new Freshness(state, null, null), kinds, null, null, false);
    }
  }
}
