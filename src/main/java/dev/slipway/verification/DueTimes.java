package dev.slipway.verification;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// When what belongs to a verification is due, by the database's clock: its objectives all at the
/// same time, each smoke test by itself.
@Repository
class DueTimes {

  private final JdbcClient jdbc;

  DueTimes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Its objectives were counted, and are again after that long.
  void counted(UUID deployment, Duration every) {
    jdbc.sql(
            """
            update verification set samples_at =
              clock_timestamp() + make_interval(secs => cast(:every as double precision))
            where deployment = :deployment
            """)
        .param("every", every.toMillis() / 1000.0)
        .param("deployment", deployment)
        .update();
  }

  /// How long until the next sample or try of what is not decided yet; nothing where that is late.
  Duration next(UUID deployment) {
    return Duration.ofMillis(
        jdbc.sql(
                """
                select cast(ceil(1000 * greatest(0, extract(epoch from least(
                    case when exists (select 1 from verification_objective o
                      where o.deployment = v.deployment and o.state = 'RUNNING')
                      then v.samples_at end,
                    (select min(s.due_at) from verification_smoke s
                      where s.deployment = v.deployment and s.state = 'RUNNING'))
                  - clock_timestamp()))) as bigint)
                from verification v where v.deployment = ?
                """)
            .param(deployment)
            .query(Long.class)
            .single());
  }
}
