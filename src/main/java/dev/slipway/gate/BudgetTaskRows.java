package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.gate.BudgetCrossings.Known;
import dev.slipway.slo.ObjectiveSummary;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Tasks in the database, whose clock says when they were raised, are due and ended.
@Repository
class BudgetTaskRows {

  private static final String SELECT =
      """
      select *, ended_at is null and coalesce(due_at <= clock_timestamp(), false) as overdue
        from gate_task
      """;

  private final JdbcClient jdbc;

  BudgetTaskRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One row.
  record Row(
      UUID id,
      UUID objective,
      String name,
      ServiceId service,
      EnvironmentId environment,
      BudgetThreshold threshold,
      @Nullable BigDecimal used,
      Instant raisedAt,
      @Nullable Instant dueAt,
      boolean overdue,
      @Nullable Instant endedAt,
      BudgetTask.@Nullable Ending ending,
      @Nullable String endedBy,
      @Nullable String note) {}

  /// What narrows a list; null does not.
  record Narrowed(
      @Nullable ServiceId service,
      @Nullable EnvironmentId environment,
      boolean open,
      @Nullable UUID before) {}

  /// Raises one for a crossing, unless there is one for it already; whether there was none.
  boolean insert(UUID id, ObjectiveSummary objective, BudgetThreshold threshold) {
    var due = threshold.due();
    return jdbc.sql(
                """
                insert into gate_task (id, objective, name, service, environment, threshold, used,
                  raised_at, due_at)
                select :id, :objective, :name, :service, :environment, :threshold,
                  cast(:used as numeric), now,
                  now + make_interval(secs => cast(:due as double precision))
                from (select clock_timestamp() as now) as clock
                on conflict do nothing
                """)
            .param("id", id)
            .param("objective", objective.id())
            .param("name", objective.name())
            .param("service", objective.service().id().value())
            .param("environment", objective.environment().id().value())
            .param("threshold", threshold.percent())
            .param("used", objective.budget().consumed())
            .param("due", seconds(due))
            .update()
        == 1;
  }

  private static @Nullable Long seconds(@Nullable Duration due) {
    return due == null ? null : due.toSeconds();
  }

  /// The crossings that are not over.
  List<Known> known() {
    return jdbc.sql("select id, objective, threshold from gate_task where over_at is null")
        .query((row, _) ->
            new Known(
                row.getObject("id", UUID.class),
                row.getObject("objective", UUID.class),
                BudgetThreshold.of(row.getInt("threshold"))))
        .list();
  }

  /// Ends a crossing, and its task with it where that is still open; the task if it was open.
  Optional<Row> over(UUID id, BudgetTask.Ending ending) {
    var open =
        jdbc.sql(SELECT + " where id = ? and over_at is null for update")
            .param(id)
            .query(BudgetTaskRows::row)
            .optional();
    jdbc.sql(
            """
            update gate_task set over_at = clock_timestamp(),
              ended_at = coalesce(ended_at, clock_timestamp()), ending = coalesce(ending, :ending)
             where id = :id and over_at is null
            """)
        .param("id", id)
        .param("ending", ending.name())
        .update();
    return open.filter(row -> row.endedAt() == null);
  }

  /// Closes one; whether it was open.
  boolean close(UUID id, String by, String note) {
    return jdbc.sql(
                """
                update gate_task set ended_at = clock_timestamp(), ending = 'CLOSED',
                  ended_by_name = :by, note = :note
                 where id = :id and ended_at is null
                """)
            .param("id", id)
            .param("by", by)
            .param("note", note)
            .update()
        == 1;
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql(SELECT + " where id = ?").param(id).query(BudgetTaskRows::row).optional();
  }

  /// Newest first.
  List<Row> search(Narrowed by, int most) {
    var service = by.service();
    var environment = by.environment();
    return jdbc.sql(
            SELECT
                + """
                 where (ended_at is null) = :open
                   and (cast(:service as uuid) is null or service = :service)
                   and (cast(:environment as uuid) is null or environment = :environment)
                   and (cast(:before as uuid) is null or id < :before)
                 order by id desc limit :most
                """)
        .param("open", by.open())
        .param("service", service == null ? null : service.value())
        .param("environment", environment == null ? null : environment.value())
        .param("before", by.before())
        .param("most", most)
        .query(BudgetTaskRows::row)
        .list();
  }

  /// Of one objective, those that are open before the others, newest first.
  List<Row> of(UUID objective, int most) {
    return jdbc.sql(
            SELECT + " where objective = ? order by ended_at is not null, id desc limit " + most)
        .param(objective)
        .query(BudgetTaskRows::row)
        .list();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    var ending = row.getString("ending");
    return new Row(
        row.getObject("id", UUID.class),
        row.getObject("objective", UUID.class),
        row.getString("name"),
        new ServiceId(row.getObject("service", UUID.class)),
        new EnvironmentId(row.getObject("environment", UUID.class)),
        BudgetThreshold.of(row.getInt("threshold")),
        row.getBigDecimal("used"),
        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
        instant(row, "due_at"),
        row.getBoolean("overdue"),
        instant(row, "ended_at"),
        ending == null ? null : BudgetTask.Ending.valueOf(ending),
        row.getString("ended_by_name"),
        row.getString("note"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
