package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Dry runs in the database, whose clock ends them.
@Repository
class DryRunRows {

  private static final String IN_FORCE =
      "select * from gate_dry_run where ended_at is null and until > clock_timestamp()";

  private final JdbcClient jdbc;

  DryRunRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One that is in force.
  ///
  /// @param service null for every service of the environment
  record Row(
      UUID id,
      @Nullable ServiceId service,
      EnvironmentId environment,
      Instant since,
      Instant until,
      String reason,
      String madeBy,
      List<String> agreedBy) {}

  /// Stores it, and tells when it ends.
  Instant insert(
      @Nullable ServiceId service,
      EnvironmentId environment,
      int days,
      String reason,
      String madeBy,
      List<String> agreedBy) {
    return jdbc.sql(
            """
            insert into gate_dry_run (id, service, environment, made_at, until, reason, made_by_name,
              agreed_by)
            select :id, cast(:service as uuid), :environment, now, now + make_interval(days => :days),
              :reason, :name, :agreed
            from (select clock_timestamp() as now) as clock
            returning until
            """)
        .param("id", UuidV7.next())
        .param("service", service == null ? null : service.value())
        .param("environment", environment.value())
        .param("days", days)
        .param("reason", reason)
        .param("name", madeBy)
        .param("agreed", agreedBy.toArray(String[]::new))
        .query((row, _) -> instant(row, "until"))
        .single();
  }

  List<Row> inForce() {
    return jdbc.sql(IN_FORCE + " order by until, id").query(DryRunRows::row).list();
  }

  /// The one of a service in an environment, which may be that of the whole environment.
  Optional<Row> inForce(ServiceId service, EnvironmentId environment) {
    return jdbc.sql(
            IN_FORCE
                + """
                 and environment = :environment and (service = :service or service is null)
                 order by until desc limit 1
                """)
        .param("environment", environment.value())
        .param("service", service.value())
        .query(DryRunRows::row)
        .optional();
  }

  /// Ends it; whether it was in force.
  boolean end(UUID id, String by) {
    return jdbc.sql(
                """
                update gate_dry_run set ended_at = clock_timestamp(), ended_by_name = :by
                 where id = :id and ended_at is null and until > clock_timestamp()
                """)
            .param("id", id)
            .param("by", by)
            .update()
        == 1;
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    var service = row.getObject("service", UUID.class);
    return new Row(
        row.getObject("id", UUID.class),
        service == null ? null : new ServiceId(service),
        new EnvironmentId(row.getObject("environment", UUID.class)),
        instant(row, "made_at"),
        instant(row, "until"),
        row.getString("reason"),
        row.getString("made_by_name"),
        List.of((String[]) row.getArray("agreed_by").getArray()));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
