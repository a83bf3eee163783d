package dev.slipway.gate;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.identity.PersonId;
import dev.slipway.kernel.Actor;
import dev.slipway.slo.spi.ExcludedTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Exclusions in the database, and what of them is in force for whoever counts.
@Repository
class ExclusionRows implements ExcludedTime {

  private final JdbcClient jdbc;

  ExclusionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One row.
  ///
  /// @param asker whose name `requester` is
  record Row(
      UUID id,
      UUID objective,
      Instant from,
      Instant to,
      ExclusionCause cause,
      String reason,
      String ticket,
      ApprovalId request,
      PersonId asker,
      String requester,
      Instant madeAt,
      @Nullable Instant agreedAt,
      List<String> agreedBy,
      @Nullable Instant endedAt,
      @Nullable String endedBy,
      @Nullable String endReason) {}

  @Override
  public Map<UUID, List<Stretch>> of(Collection<UUID> objectives, Instant since) {
    Map<UUID, List<Stretch>> found = new HashMap<>();
    jdbc.sql(
            """
            select objective, from_at, to_at, cause, ticket from gate_exclusion
             where objective = any(:objectives) and to_at > :since
               and agreed_at is not null and ended_at is null
             order by from_at
            """)
        .param("objectives", objectives.toArray(UUID[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            found
                .computeIfAbsent(row.getObject("objective", UUID.class), _ -> new ArrayList<>())
                .add(
                    new Stretch(
                        instant(row, "from_at"),
                        instant(row, "to_at"),
                        ExclusionCause.valueOf(row.getString("cause")).words()
                            + ", "
                            + row.getString("ticket"))))
        .list();
    return found;
  }

  /// The database's clock.
  Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  /// Keeps those apart who ask for the same objective at once, until the transaction ends.
  void alone(UUID objective) {
    jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(:objective, 7365))")
        .param("objective", objective.toString())
        .query()
        .listOfRows();
  }

  /// Stores it, and tells when nobody can agree any more.
  Instant insert(UUID id, AskExclusion wish, ApprovalId request, Duration life, Actor actor) {
    return jdbc.sql(
            """
            insert into gate_exclusion (id, objective, from_at, to_at, cause, reason, ticket, request,
              requester, requester_name, made_at, expires_at)
            select :id, :objective, :from, :to, :cause, :reason, :ticket, :request, :requester, :name,
              now, now + make_interval(secs => :life)
            from (select clock_timestamp() as now) as clock
            returning expires_at
            """)
        .param("id", id)
        .param("objective", wish.objective())
        .param("from", wish.from().atOffset(ZoneOffset.UTC))
        .param("to", wish.to().atOffset(ZoneOffset.UTC))
        .param("cause", wish.cause().name())
        .param("reason", wish.reason())
        .param("ticket", wish.ticket())
        .param("request", request.value())
        .param("requester", Objects.requireNonNull(actor.person()))
        .param("name", actor.name())
        .param("life", life.toSeconds())
        .query((row, _) -> instant(row, "expires_at"))
        .single();
  }

  /// Those that have not ended and end after a moment.
  List<Row> standing(UUID objective, Instant since) {
    return jdbc.sql(
            """
            select * from gate_exclusion
             where objective = :objective and ended_at is null and to_at > :since order by from_at
            """)
        .param("objective", objective)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(ExclusionRows::row)
        .list();
  }

  /// Of one objective, newest first.
  List<Row> all(UUID objective, int most) {
    return jdbc.sql(
            "select * from gate_exclusion where objective = ? order by id desc limit " + most)
        .param(objective)
        .query(ExclusionRows::row)
        .list();
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql("select * from gate_exclusion where id = ?")
        .param(id)
        .query(ExclusionRows::row)
        .optional();
  }

  List<Row> of(Collection<ApprovalId> requests) {
    return jdbc.sql("select * from gate_exclusion where request = any(:requests)")
        .param("requests", requests.stream().map(ApprovalId::value).toArray(UUID[]::new))
        .query(ExclusionRows::row)
        .list();
  }

  /// What waits for the other person.
  List<Row> open() {
    return jdbc.sql("select * from gate_exclusion where agreed_at is null and ended_at is null")
        .query(ExclusionRows::row)
        .list();
  }

  /// Whether it waited until now.
  boolean agree(UUID id, List<String> by) {
    return jdbc.sql(
                """
                update gate_exclusion set agreed_at = clock_timestamp(), agreed_by = :by
                 where id = :id and agreed_at is null and ended_at is null
                """)
            .param("id", id)
            .param("by", by.toArray(String[]::new))
            .update()
        == 1;
  }

  /// Whether it stood until now.
  boolean end(UUID id, @Nullable String by, String reason) {
    return jdbc.sql(
                """
                update gate_exclusion set ended_at = clock_timestamp(), ended_by_name = :by,
                  end_reason = :reason
                 where id = :id and ended_at is null
                """)
            .param("id", id)
            .param("by", by)
            .param("reason", reason)
            .update()
        == 1;
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        row.getObject("objective", UUID.class),
        instant(row, "from_at"),
        instant(row, "to_at"),
        ExclusionCause.valueOf(row.getString("cause")),
        row.getString("reason"),
        row.getString("ticket"),
        new ApprovalId(row.getObject("request", UUID.class)),
        new PersonId(row.getObject("requester", UUID.class)),
        row.getString("requester_name"),
        instant(row, "made_at"),
        perhaps(row, "agreed_at"),
        List.of((String[]) row.getArray("agreed_by").getArray()),
        perhaps(row, "ended_at"),
        row.getString("ended_by_name"),
        row.getString("end_reason"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
