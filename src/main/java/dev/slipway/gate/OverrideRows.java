package dev.slipway.gate;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.identity.PersonId;
import dev.slipway.kernel.Actor;
import dev.slipway.plans.PlanId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Overrides in the database, whose clock ends them.
@Repository
class OverrideRows {

  private static final String SELECT =
      "select *, expires_at <= clock_timestamp() as expired from gate_override ";

  private final JdbcClient jdbc;

  OverrideRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One row.
  ///
  /// @param asker whose name `requester` is
  record Row(
      UUID id,
      PlanId plan,
      ApprovalId request,
      boolean strict,
      String budget,
      String reason,
      String ticket,
      PersonId asker,
      String requester,
      Instant madeAt,
      Instant expiresAt,
      boolean expired,
      @Nullable UUID usedBy) {}

  /// Stores it, and tells when it ends.
  Instant insert(
      UUID id, AskOverride wish, ApprovalId request, boolean strict, String budget, Actor actor) {
    return jdbc.sql(
            """
            insert into gate_override (id, plan, plan_hash, request, strict, budget, reason, ticket,
              requester, requester_name, made_at, expires_at)
            select :id, :plan, :hash, :request, :strict, :budget, :reason, :ticket, :requester,
              :name, now, now + make_interval(secs => :seconds)
            from (select clock_timestamp() as now) as clock
            returning expires_at
            """)
        .param("id", id)
        .param("plan", wish.plan().value())
        .param("hash", wish.hash())
        .param("request", request.value())
        .param("strict", strict)
        .param("budget", budget)
        .param("reason", wish.reason())
        .param("ticket", wish.ticket())
        .param("requester", Objects.requireNonNull(actor.person()))
        .param("name", actor.name())
        .param("seconds", seconds(wish.life()))
        .query((row, _) -> row.getObject("expires_at", OffsetDateTime.class).toInstant())
        .single();
  }

  private static long seconds(Duration life) {
    return life.toSeconds();
  }

  /// Keeps those apart who ask for the same plan at once, until the transaction ends.
  void alone(PlanId plan) {
    jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(:plan, 7366))")
        .param("plan", plan.value().toString())
        .query()
        .listOfRows();
  }

  /// The newest of a plan.
  Optional<Row> newest(PlanId plan) {
    return jdbc.sql(SELECT + "where plan = :plan order by made_at desc limit 1")
        .param("plan", plan.value())
        .query(OverrideRows::row)
        .optional();
  }

  List<Row> of(Collection<ApprovalId> requests) {
    return jdbc.sql(SELECT + "where request = any(:requests)")
        .param("requests", requests.stream().map(ApprovalId::value).toArray(UUID[]::new))
        .query(OverrideRows::row)
        .list();
  }

  /// Marks it as used; whether it was not used before.
  boolean use(UUID id, UUID deployment) {
    return jdbc.sql(
                """
                update gate_override set used_by = :deployment, used_at = clock_timestamp()
                where id = :id and used_by is null
                """)
            .param("id", id)
            .param("deployment", deployment)
            .update()
        == 1;
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        new PlanId(row.getObject("plan", UUID.class)),
        new ApprovalId(row.getObject("request", UUID.class)),
        row.getBoolean("strict"),
        row.getString("budget"),
        row.getString("reason"),
        row.getString("ticket"),
        new PersonId(row.getObject("requester", UUID.class)),
        row.getString("requester_name"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("expired"),
        row.getObject("used_by", UUID.class));
  }
}
