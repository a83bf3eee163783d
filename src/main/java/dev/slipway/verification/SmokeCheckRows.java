package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Smoke tests, by service and environment.
@Repository
class SmokeCheckRows {

  private final JdbcClient jdbc;
  private final ProbeText probes;

  SmokeCheckRows(JdbcClient jdbc, ProbeText probes) {
    this.jdbc = jdbc;
    this.probes = probes;
  }

  /// By name.
  List<SmokeCheck> of(ServiceId service, EnvironmentId environment) {
    return jdbc.sql(
            "select * from smoke_check where service = ? and environment = ? order by name, id")
        .params(service.value(), environment.value())
        .query((row, _) -> check(row))
        .list();
  }

  Optional<SmokeCheck> find(ServiceId service, EnvironmentId environment, UUID id) {
    return jdbc.sql("select * from smoke_check where service = ? and environment = ? and id = ?")
        .params(service.value(), environment.value(), id)
        .query((row, _) -> check(row))
        .optional();
  }

  /// @throws org.springframework.dao.DuplicateKeyException if there is one of this name
  void add(ServiceId service, EnvironmentId environment, UUID id, EditSmokeCheck wish, String by) {
    with(
            jdbc.sql(
                """
                insert into smoke_check (id, service, environment, name, kind, probe, tries,
                  pause_seconds, timeout_seconds, version, reason, edited_by_name)
                values (:id, :service, :environment, :name, :kind, cast(:probe as jsonb), :tries, :pause,
                  :timeout, 1, :reason, :by)
                """),
            wish,
            by)
        .param("id", id)
        .param("service", service.value())
        .param("environment", environment.value())
        .update();
  }

  /// Whether it still was the version that was edited.
  ///
  /// @throws org.springframework.dao.DuplicateKeyException if there is another of this name
  boolean edit(UUID id, EditSmokeCheck wish, String by) {
    return with(
                jdbc.sql(
                    """
                    update smoke_check set name = :name, kind = :kind, probe = cast(:probe as jsonb),
                      tries = :tries, pause_seconds = :pause, timeout_seconds = :timeout,
                      version = version + 1, reason = :reason, edited_by_name = :by,
                      edited_at = clock_timestamp()
                    where id = :id and version = :version
                    """),
                wish,
                by)
            .param("id", id)
            .param("version", wish.version())
            .update()
        == 1;
  }

  void remove(UUID id) {
    jdbc.sql("delete from smoke_check where id = ?").param(id).update();
  }

  private JdbcClient.StatementSpec with(
      JdbcClient.StatementSpec statement, EditSmokeCheck wish, String by) {
    return statement
        .param("name", wish.name())
        .param("kind", wish.probe().kind())
        .param("probe", probes.write(wish.probe()))
        .param("tries", wish.tries())
        .param("pause", wish.pause().toSeconds())
        .param("timeout", wish.timeout().toSeconds())
        .param("reason", wish.reason())
        .param("by", by);
  }

  private SmokeCheck check(ResultSet row) throws SQLException {
    return new SmokeCheck(
        row.getObject("id", UUID.class),
        row.getString("name"),
        probes.read(row),
        row.getInt("tries"),
        Duration.ofSeconds(row.getInt("pause_seconds")),
        Duration.ofSeconds(row.getInt("timeout_seconds")),
        row.getInt("version"),
        row.getString("edited_by_name"),
        row.getObject("edited_at", OffsetDateTime.class).toInstant());
  }
}
