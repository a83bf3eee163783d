package dev.slipway.figures;

import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long the server takes for `/`, whole: sign-in, rights, reading, drawing (its
/// `Server-Timing`).
@Tag("figures")
class MatrixFigures {

  private static final int WARM_UP = 600;
  private static final int ROUNDS = 400;
  private static final int ENVIRONMENTS = 6;
  private static final double GOAL = 50;

  @ParameterizedTest
  @ValueSource(ints = {500, 5_000})
  void theWholeMatrix(int services) throws Exception {
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "matrix");
    var database = TestDatabase.shared().fresh();
    var jdbc = JdbcClient.create(database.superuser());
    try (var portal =
        PortalProcess.start(
            folder,
            Stage.FLAGS,
            Databases.arguments(
                database,
                folder,
                List.of("--slipway.mode=sandbox", "--slipway.sandbox.story=false")))) {
      fill(jdbc, services);
      var vera = Visitor.signedIn(portal.port(), "vera");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> vera.get("/?q=svc-" + services).body().contains("svc-" + services));
      measure(vera, "/", WARM_UP);
      print(services, "whole", measure(vera, "/", ROUNDS));
      print(services, "filtered", measure(vera, "/?q=svc-4&state=unknown", ROUNDS));
    }
  }

  private static void print(int services, String what, Times times) {
    Times.print(
        "matrix %d x %d, %s".formatted(services, ENVIRONMENTS, what),
        String.format(
            Locale.ROOT,
            "p50 %.1f ms, p95 %.1f ms (%.2f of %.0f), n %d",
            times.at(50),
            times.at(95),
            times.at(95) / GOAL,
            GOAL,
            ROUNDS));
  }

  private static Times measure(Visitor visitor, String path, int rounds) {
    var times = new Times();
    for (var round = 0; round < rounds; round++) {
      var timing = visitor.get(path).headers().firstValue("Server-Timing").orElseThrow();
      times.add(Double.parseDouble(timing.substring(timing.indexOf("dur=") + 4)));
    }
    return times;
  }

  /// Services on a cluster that does not answer, each last seen well.
  private static void fill(JdbcClient jdbc, int services) {
    for (var stage = 1; stage <= ENVIRONMENTS; stage++) {
      jdbc.sql(
              """
              insert into catalog_environment
                (id, version, slug, name, environment_class, rank, created_at)
              values (gen_random_uuid(), 0, ?, ?, 'STAGING', ?, now())
              """)
          .params("bench-" + stage, "Bench " + stage, 500 + stage)
          .update();
    }
    jdbc.sql(
            """
            insert into catalog_service (id, version, slug, name, description, system_id, team_id,
                                         tier, lifecycle, created_at)
            select gen_random_uuid(), 0, 'svc-' || n, 'svc ' || n, '', s.id, t.id, 1 + n % 4,
                   'PRODUCTION', now()
              from generate_series(1, ?) n,
                   (select id from catalog_system limit 1) s, (select id from team limit 1) t
            """)
        .param(services)
        .update();
    jdbc.sql(
            """
            insert into placement
              (id, service_id, environment_id, cluster_id, namespace, kind, name, container)
            select gen_random_uuid(), s.id, e.id, c.id, e.slug, 'DEPLOYMENT', s.slug, 'app'
              from catalog_service s cross join catalog_environment e
                cross join (select id from cluster limit 1) c
             where s.slug like 'svc-%' and e.slug like 'bench-%'
            """)
        .update();
    jdbc.sql(
            """
            insert into placement_last_known
              (placement_id, image, digest, rollout, health, health_reason, desired, ready, as_of)
            select id, 'registry.bench.local/' || name || ':1.4.2', null, 'COMPLETE', 'HEALTHY', '',
                   3, 3, now() - interval '1 hour'
              from placement where namespace like 'bench-%'
            """)
        .update();
    jdbc.sql("update catalog_revision set revision = revision + 1").update();
  }
}
