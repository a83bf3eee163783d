package dev.slipway.verification;

import dev.slipway.verification.VerificationView.Smoke;
import dev.slipway.verification.VerificationView.Smoke.Try;
import dev.slipway.verification.VerificationView.Smoke.UnderWay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The smoke tests of verifications and what their tries brought.
@Repository
class SmokeRows {

  private final JdbcClient jdbc;
  private final ProbeText probes;

  SmokeRows(JdbcClient jdbc, ProbeText probes) {
    this.jdbc = jdbc;
    this.probes = probes;
  }

  /// As it is now; edits after this change nothing of it.
  void add(UUID deployment, SmokeCheck check) {
    jdbc.sql(
            """
            insert into verification_smoke (deployment, smoke_check, name, kind, probe, tries,
              pause_seconds, timeout_seconds)
            values (:deployment, :check, :name, :kind, cast(:probe as jsonb), :tries, :pause, :timeout)
            """)
        .param("deployment", deployment)
        .param("check", check.id())
        .param("name", check.name())
        .param("kind", check.probe().kind())
        .param("probe", probes.write(check.probe()))
        .param("tries", check.tries())
        .param("pause", check.pause().toSeconds())
        .param("timeout", check.timeout().toSeconds())
        .update();
  }

  /// By name, with their tries in order.
  List<Smoke> of(UUID deployment) {
    return read(deployment, "true");
  }

  /// Those whose next try is due: now, or at the moment for which the turn was planned.
  List<Smoke> due(UUID deployment) {
    return read(
        deployment,
        """
        state = 'RUNNING' and due_at <= greatest(clock_timestamp(),
          (select v.due_at from verification v where v.deployment = verification_smoke.deployment))
        """);
  }

  /// @param where a condition of our own
  private List<Smoke> read(UUID deployment, String where) {
    var tries = tries(deployment);
    return jdbc.sql(
            "select * from verification_smoke where deployment = ? and ("
                + where
                + ") order by name, smoke_check")
        .param(deployment)
        .query((row, _) -> smoke(row, tries))
        .list();
  }

  private Smoke smoke(ResultSet row, Map<UUID, List<Try>> tries) throws SQLException {
    var id = row.getObject("smoke_check", UUID.class);
    return new Smoke(
        id,
        row.getString("name"),
        probes.read(row),
        row.getInt("tries"),
        Duration.ofSeconds(row.getInt("pause_seconds")),
        Duration.ofSeconds(row.getInt("timeout_seconds")),
        VerificationState.valueOf(row.getString("state")),
        underWay(row),
        tries.getOrDefault(id, List.of()));
  }

  private static @Nullable UnderWay underWay(ResultSet row) throws SQLException {
    var job = row.getString("job");
    return job == null
        ? null
        : new UnderWay(
            job,
            row.getObject("job_at", OffsetDateTime.class).toInstant(),
            row.getBoolean("job_began"));
  }

  private Map<UUID, List<Try>> tries(UUID deployment) {
    var found = new HashMap<UUID, List<Try>>();
    jdbc.sql("select * from verification_try where deployment = ? order by smoke_check, number")
        .param(deployment)
        .query((row, _) -> Map.entry(row.getObject("smoke_check", UUID.class), one(row)))
        .list()
        .forEach(
            one -> found.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue()));
    return found;
  }

  private static Try one(ResultSet row) throws SQLException {
    return new Try(
        row.getInt("number"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        SampleOutcome.valueOf(row.getString("outcome")),
        row.getObject("status", Integer.class),
        Duration.ofMillis(row.getLong("took_millis")),
        row.getString("why"),
        row.getString("log"));
  }

  /// Writes down what the next try of one brought, and where that leaves it.
  void tried(UUID deployment, Smoke smoke, SmokeTry brought) {
    jdbc.sql(
            """
            insert into verification_try (deployment, smoke_check, number, outcome, status,
              took_millis, why, log)
            values (:deployment, :check, :number, :outcome, :status, :took, :why, :log)
            """)
        .param("deployment", deployment)
        .param("check", smoke.id())
        .param("number", smoke.tried().size() + 1)
        .param("outcome", brought.outcome().name())
        .param("status", brought.status())
        .param("took", brought.took().toMillis())
        .param("why", brought.why())
        .param("log", brought.log())
        .update();
    var outcomes = new ArrayList<>(smoke.tried().stream().map(Try::outcome).toList());
    outcomes.add(brought.outcome());
    jdbc.sql(
            """
            update verification_smoke set state = :state, job = null, job_at = null,
              job_began = false,
              due_at = clock_timestamp() + make_interval(secs => pause_seconds)
            where deployment = :deployment and smoke_check = :check
            """)
        .param("state", Ruling.ofTries(outcomes, smoke.tries()).name())
        .param("deployment", deployment)
        .param("check", smoke.id())
        .update();
  }

  /// Its Job goes on, and is looked at again soon.
  void goesOn(UUID deployment, Smoke smoke, String job, boolean began) {
    jdbc.sql(
            """
            update verification_smoke set job = :job, job_began = :began,
              job_at = coalesce(job_at, clock_timestamp()),
              due_at = clock_timestamp() + interval '3 seconds'
            where deployment = :deployment and smoke_check = :check
            """)
        .param("job", job)
        .param("began", began)
        .param("deployment", deployment)
        .param("check", smoke.id())
        .update();
  }
}
