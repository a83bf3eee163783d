package dev.slipway.testing;

import org.springframework.jdbc.core.simple.JdbcClient;

/// A catalog as large as a company's, written past the portal.
public final class Crowd {

  private Crowd() {}

  /// Services on a cluster that does not answer, each last seen well.
  public static void fill(JdbcClient jdbc, int services, int environments) {
    for (var stage = 1; stage <= environments; stage++) {
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
