package dev.slipway.home;

import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long the server takes for `/`, whole, with 500 and with 5,000 services in six environments.
/// Run it by `mvn test -Dtest=MatrixBenchmark`; the usual builds leave it out.
@SlipwayTest
class MatrixBenchmark {

  private static final int ROUNDS = 200;
  private static final double BUDGET = 50;

  @Autowired Systems systems;
  @Autowired Clusters clusters;
  @Autowired Teams teams;
  @Autowired JdbcClient jdbc;
  @Autowired Matrix matrix;
  @LocalServerPort int port;

  @Test
  void theMatrixAnswersInItsBudget() {
    var vera = Visitor.signedIn(port, "vera");
    environments();
    for (var size : new int[] {500, 5_000}) {
      services(size);
      Awaitility.await()
          .until(() -> matrix.view(MatrixFilter.ALL).total() >= size && placed() >= size * 6);
      measure(vera, "/", 50);
      var all = measure(vera, "/", ROUNDS);
      var narrow = measure(vera, "/?q=svc-4&state=unknown", ROUNDS);
      System.out.printf(
          Locale.ROOT,
          "matrix %d x 6: p50 %.1f ms, p95 %.1f ms (%.2f of the budget); filtered p95 %.1f ms%n",
          size,
          percentile(all, 50),
          percentile(all, 95),
          percentile(all, 95) / BUDGET,
          percentile(narrow, 95));
    }
  }

  private int placed() {
    return matrix.view(MatrixFilter.ALL).placements();
  }

  private static double[] measure(Visitor visitor, String path, int rounds) {
    var times = new double[rounds];
    for (var round = 0; round < rounds; round++) {
      var timing = visitor.get(path).headers().firstValue("Server-Timing").orElseThrow();
      times[round] = Double.parseDouble(timing.substring(timing.indexOf("dur=") + 4));
    }
    Arrays.sort(times);
    return times;
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private void environments() {
    for (var stage = 1; stage <= 6; stage++) {
      jdbc.sql(
              """
              insert into catalog_environment
                (id, version, slug, name, environment_class, rank, created_at)
              values (?, 0, ?, ?, 'STAGING', ?, now())
              """)
          .params(UUID.randomUUID(), "bench-" + stage, "Bench " + stage, 500 + stage)
          .update();
    }
  }

  private void services(int upTo) {
    var team = new PersonMother().team(teams);
    var system =
        systems.register(new RegisterSystem("bench-" + upTo, "Bench " + upTo, ""), Actor.SYSTEM);
    var cluster =
        clusters.register(
            new RegisterCluster(
                "bench-" + upTo,
                "Bench",
                """
                apiVersion: v1
                kind: Config
                current-context: dead
                contexts: [{name: dead, context: {cluster: dead, user: dead}}]
                clusters: [{name: dead, cluster: {server: "http://127.0.0.1:9"}}]
                users: [{name: dead, user: {token: none}}]
                """),
            Actor.SYSTEM);
    jdbc.sql(
            """
            insert into catalog_service (id, version, slug, name, description, system_id, team_id,
                                         tier, lifecycle, created_at)
            select gen_random_uuid(), 0, 'svc-' || n, 'svc ' || n, '', :system, :team, 1 + n % 4,
                   'PRODUCTION', now()
              from generate_series(1, :upTo) n on conflict do nothing
            """)
        .param("system", system.id().value())
        .param("team", team.id().value())
        .param("upTo", upTo)
        .update();
    jdbc.sql(
            """
            insert into placement (id, service_id, environment_id, cluster_id, namespace, kind, name, container)
            select gen_random_uuid(), s.id, e.id, :cluster, e.slug, 'DEPLOYMENT', s.slug, 'app'
              from catalog_service s cross join catalog_environment e
             where s.slug like 'svc-%' and e.slug like 'bench-%' on conflict do nothing
            """)
        .param("cluster", cluster.id().value())
        .update();
    jdbc.sql("update catalog_revision set revision = revision + 1").update();
  }
}
