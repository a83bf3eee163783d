package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What two do with one cluster at the same moment.
@SlipwayTest
class ClusterRaceTests {

  @Autowired private Clusters clusters;
  @Autowired private Registration registration;
  @Autowired private Placements placements;
  @Autowired private Services services;
  @Autowired private Systems systems;
  @Autowired private Teams teams;
  @Autowired private Environments environments;
  @Autowired private JdbcClient jdbc;
  @Autowired private PlatformTransactionManager transactions;

  private final String name = "r" + UUID.randomUUID().toString().substring(0, 8);
  private final RegisterCluster command =
      new RegisterCluster(name, "A cluster", ClusterMother.nowhere());

  @Test
  void whoPlacesOnAClusterThatIsRemovedMeanwhileIsToldSo() throws Exception {
    var cluster = clusters.register(command, Actor.SYSTEM);
    var late = placeOn(cluster);
    try (var people = Executors.newSingleThreadExecutor();
        var removing = TestDatabase.shared().superuser().getConnection();
        var statement = removing.createStatement()) {
      removing.setAutoCommit(false);
      // As the portal removes it; the lock keeps its rounds from taking the lease again.
      for (var sql :
          List.of(
              "select id from cluster where id = '%s' for update",
              "delete from cluster_lease where cluster_id = '%s'",
              "delete from cluster where id = '%s'")) {
        statement.execute(sql.formatted(cluster.id().value()));
      }
      var placing = people.submit(() -> placements.place(late, Actor.SYSTEM));
      await().until(this::somebodyWaitsForTheCluster);
      removing.commit();

      assertThatThrownBy(() -> placing.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              DomainFailure.class,
              refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_FOUND))
          .hasMessageContaining("no such cluster");
    }
  }

  @Test
  void whoRegistersWhatSomebodyElseJustDidIsToldSo() throws Exception {
    try (var people = Executors.newSingleThreadExecutor();
        var faster = TestDatabase.shared().superuser().getConnection();
        var statement = faster.createStatement()) {
      faster.setAutoCommit(false);
      statement.execute(
          """
          insert into cluster (id, slug, name, server, configured)
          values (gen_random_uuid(), '%s', 'Faster', 'https://played.invalid', true)
          """
              .formatted(name));
      var registering = people.submit(() -> clusters.register(command, Actor.SYSTEM));
      await().until(this::somebodyWaitsForTheCluster);
      faster.commit();

      assertThatThrownBy(() -> registering.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              DomainFailure.class,
              refused -> assertThat(refused.problem()).isEqualTo(ProblemType.CONFLICT));
    } finally {
      jdbc.sql("delete from cluster where slug = ?").param(name).update();
    }
  }

  /// Under another slug, which the table would take.
  @Test
  void whoConnectsTheApiServerThatSomebodyElseJustDidIsToldSo() throws Exception {
    var uid = "uid-" + name;
    var wish =
        new ClusterWish(
            ClusterWish.Change.CONNECT,
            UUID.randomUUID(),
            name,
            "Slower",
            ClusterMother.nowhere(),
            "http://127.0.0.1:9",
            null,
            uid,
            "v1.36.0",
            "It is needed",
            null);
    var person = new Actor(UUID.randomUUID(), "Sam", Via.SESSION, null, null, null);
    var transaction = new TransactionTemplate(transactions);
    try (var people = Executors.newSingleThreadExecutor();
        var faster = TestDatabase.shared().superuser().getConnection();
        var statement = faster.createStatement()) {
      faster.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(%d)".formatted(ClusterRepository.CONNECTING));
      statement.execute(
          """
          insert into cluster (id, slug, name, server, configured, uid)
          values (gen_random_uuid(), '%s-first', 'Faster', 'https://played.invalid', true, '%s')
          """
              .formatted(name, uid));
      var connecting =
          people.submit(
              () -> transaction.execute(_ -> registration.store(wish, person, List.of())));
      await().until(() -> connecting.isDone() || somebodyWaitsToConnect());
      faster.commit();

      assertThatThrownBy(() -> connecting.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(DomainFailure.class)
          .hasMessageContaining("connected already, as cluster " + name + "-first");
    } finally {
      jdbc.sql("delete from cluster where uid = ?").param(uid).update();
    }
  }

  /// Names are looked up, which may take long, and no connection is held meanwhile.
  @Test
  void credentialsAreNotCheckedInsideATransaction() {
    var transaction = new TransactionTemplate(transactions);
    assertThatThrownBy(() -> transaction.execute(_ -> clusters.register(command, Actor.SYSTEM)))
        .hasMessageContaining("inside a transaction");
    assertThat(clusters.register(command, Actor.SYSTEM).slug()).isEqualTo(name);
  }

  private PlaceService placeOn(ClusterView cluster) {
    systems.register(new RegisterSystem(name, name, "For a test"), Actor.SYSTEM);
    teams.create(name, name, Actor.SYSTEM);
    var service =
        services.register(
            new RegisterService(name, name, "", name, name, 3, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
    var environment =
        environments.register(
            new RegisterEnvironment(name, name, EnvironmentClass.DEVELOPMENT, 903), Actor.SYSTEM);
    var workload = new WorkloadRef(cluster.id(), "shop", WorkloadKind.DEPLOYMENT, "cart");
    return new PlaceService(service.id(), environment.id(), workload, "app");
  }

  private boolean somebodyWaitsToConnect() {
    return jdbc.sql(
            """
            select count(*) > 0 from pg_stat_activity
             where datname = current_database() and wait_event = 'advisory'
            """)
        .query(Boolean.class)
        .single();
  }

  private boolean somebodyWaitsForTheCluster() {
    return jdbc.sql(
            """
            select count(*) > 0 from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'
               and query ~* '(from|into) cluster\\s'
            """)
        .query(Boolean.class)
        .single();
  }
}
