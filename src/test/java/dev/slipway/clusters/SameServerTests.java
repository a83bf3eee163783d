package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.EnvironmentView;
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
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One API server may be connected under two slugs. A workload of it runs one service all the same.
@SlipwayTest
class SameServerTests {

  @Autowired private Clusters clusters;
  @Autowired private ClusterRepository rows;
  @Autowired private ClusterConnections connections;
  @Autowired private Placements placements;
  @Autowired private Services services;
  @Autowired private Systems systems;
  @Autowired private Teams teams;
  @Autowired private Environments environments;
  @Autowired private JdbcClient jdbc;
  @Autowired private PlacementRepository stored;

  @LocalServerPort private int port;

  private final String name = "s" + UUID.randomUUID().toString().substring(0, 8);
  private ClusterView front;
  private ClusterView back;
  private EnvironmentView production;
  private EnvironmentView dev;

  @BeforeEach
  void twoSlugs() {
    front = cluster("-front");
    back = cluster("-back");
    systems.register(new RegisterSystem(name, name, "For a test"), Actor.SYSTEM);
    teams.create(name, name, Actor.SYSTEM);
    production = environment("-prod", EnvironmentClass.PRODUCTION);
    dev = environment("-dev", EnvironmentClass.DEVELOPMENT);
  }

  @Test
  void aWorkloadIsNotPlacedAgainUnderAnotherSlug() {
    meet(front);
    meet(back);
    var real = place(service("vote"), production, front, "vote");

    assertThatThrownBy(() -> place(service("other"), dev, back, "vote"))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining(name + "-vote in " + name + "-prod")
        .hasMessageContaining("under cluster " + name + "-front, which is the same API server");

    var free = place(service("free"), dev, back, "free");
    assertThatThrownBy(() ->
            placements.change(
                free.id(),
                null,
                workload(back, "vote"),
                "app",
                "it runs elsewhere now",
                Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("the same API server");
    assertThat(placements.twin(real.id())).isEmpty();
    assertThat(clusters.sameServer(front.id())).map(ClusterView::slug).containsExactly(back.slug());
  }

  /// The database decides, not the question before it.
  @Test
  void ofTwoWhoPlaceItAtOnceOneIsRefused() throws Exception {
    meet(front);
    meet(back);
    try (var people = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < 8; round++) {
        var workload = "race-" + round;
        var one = service("one" + round);
        var two = service("two" + round);
        var barrier = new CyclicBarrier(2);
        List<Callable<Boolean>> both =
            List.of(
                () -> placed(barrier, one, production, front, workload),
                () -> placed(barrier, two, dev, back, workload));
        var outcomes = new ArrayList<Boolean>();
        for (var outcome : people.invokeAll(both)) {
          outcomes.add(outcome.get(30, TimeUnit.SECONDS));
        }
        assertThat(outcomes).containsExactlyInAnyOrder(true, false);
      }
    }
    assertThatThrownBy(() -> pastThePortal(service("past"), "race-0"))
        .hasMessageContaining("placement_workload_once");
  }

  /// Whoever is placed before the second cluster is met cannot be refused any more; both stand
  /// still.
  @Test
  void aClusterThatIsMetLaterShowsWhatIsPlacedTwice() {
    meet(front);
    var real = place(service("vote"), production, front, "vote");
    var hidden = place(service("hidden"), dev, back, "vote");
    assertThat(placements.twin(real.id())).isEmpty();

    meet(back);

    assertThat(placements.twin(real.id()))
        .hasValueSatisfying(twin -> assertThat(twin.environment()).isEqualTo(name + "-dev"));
    assertThat(placements.twin(hidden.id()))
        .hasValueSatisfying(twin -> assertThat(twin.cluster()).isEqualTo(front.slug()));

    var vera = Visitor.signedIn(port, "vera");
    await()
        .untilAsserted(() -> {
          var page = Visitor.page(vera.get("/services/%s-vote/env/%s-prod".formatted(name, name)));
          assertThat(page.text()).contains("A service owner can change or take off one.");
          assertThat(page.select("a[href^=/placements/]")).isEmpty();
        });

    placements.remove(real.id(), "the other one is right", Actor.SYSTEM);

    assertThat(placements.twin(hidden.id())).isEmpty();
    // And the one that stays is guarded by the database again.
    assertThatThrownBy(() -> pastThePortal(service("past"), "vote"))
        .hasMessageContaining("placement_workload_once");
  }

  /// What replicas go by when they ask whether placements are others now.
  @Test
  void aChangeThatIsCommittedLastChangesTheStampToo() throws Exception {
    meet(front);
    var first = place(service("first"), dev, front, "first");
    var second = place(service("second"), dev, front, "second");
    try (var slow = TestDatabase.shared().superuser().getConnection()) {
      slow.setAutoCommit(false);
      write(slow, first);
      try (var quick = TestDatabase.shared().superuser().getConnection()) {
        write(quick, second);
      }
      var between = stored.stamp();
      slow.commit();
      assertThat(stored.stamp()).isNotEqualTo(between);
    }
  }

  private static void write(Connection connection, Placement placement) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "update placement set container = 'other', placed_at = clock_timestamp() where id = '%s'"
              .formatted(placement.id().value()));
    }
  }

  @Test
  void whatIsPlacedIsNotPlacedAnewWithAnotherContainer() {
    meet(front);
    var service = service("vote");
    place(service, production, front, "vote");
    var other = new PlaceService(service.id(), production.id(), workload(front, "vote"), "sidecar");

    assertThatThrownBy(() -> placements.place(other, Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("is placed in " + name + "-prod already");
  }

  private boolean placed(
      CyclicBarrier barrier,
      ServiceView service,
      EnvironmentView environment,
      ClusterView cluster,
      String workload)
      throws Exception {
    barrier.await(30, TimeUnit.SECONDS);
    try {
      place(service, environment, cluster, workload);
      return true;
    } catch (DomainFailure refused) {
      assertThat(refused).hasMessageContaining("the same API server");
      return false;
    }
  }

  private void pastThePortal(ServiceView service, String workload) {
    jdbc.sql(
            """
            insert into placement
              (id, service_id, environment_id, cluster_id, namespace, kind, name, container)
            values (gen_random_uuid(), ?, ?, ?, 'shop', 'DEPLOYMENT', ?, 'app')
            """)
        .params(service.id().value(), dev.id().value(), front.id().value(), workload)
        .update();
  }

  private Placement place(
      ServiceView service, EnvironmentView environment, ClusterView cluster, String workload) {
    return placements.place(
        new PlaceService(service.id(), environment.id(), workload(cluster, workload), "app"),
        Actor.SYSTEM);
  }

  private static WorkloadRef workload(ClusterView cluster, String name) {
    return new WorkloadRef(cluster.id(), "shop", WorkloadKind.DEPLOYMENT, name);
  }

  private void meet(ClusterView cluster) {
    rows.met(cluster.id(), "uid-" + name, "v1.36.0");
    connections.refresh();
  }

  private ClusterView cluster(String suffix) {
    return clusters.register(
        new RegisterCluster(name + suffix, "A cluster", ClusterMother.nowhere()), Actor.SYSTEM);
  }

  private EnvironmentView environment(String suffix, EnvironmentClass environmentClass) {
    return environments.register(
        new RegisterEnvironment(name + suffix, name, environmentClass, 960), Actor.SYSTEM);
  }

  private ServiceView service(String suffix) {
    return services.register(
        new RegisterService(
            name + "-" + suffix, suffix, "", name, name, 3, Lifecycle.PRODUCTION, List.of()),
        Actor.SYSTEM);
  }
}
