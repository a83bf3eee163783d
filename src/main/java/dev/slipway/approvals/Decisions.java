package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import dev.slipway.kernel.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Decisions in the database: inserted, never changed.
@Repository
class Decisions {

  private static final String SELECT =
      """
      select d.*, u.at as undone_at, u.reason as undone_why from decision d left join decision_undo u on u.decision = d.id
      """;

  private final JdbcClient jdbc;

  Decisions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<StoredDecision> of(ApprovalId request) {
    return jdbc.sql(SELECT + "where d.request = :request order by d.id")
        .param("request", request.value())
        .query(this::row)
        .list();
  }

  List<StoredDecision> of(Collection<ApprovalId> requests) {
    return requests.isEmpty()
        ? List.of()
        : jdbc.sql(SELECT + "where d.request = any(:requests) order by d.id")
            .param("requests", requests.stream().map(ApprovalId::value).toArray(UUID[]::new))
            .query(this::row)
            .list();
  }

  StoredDecision insert(
      UUID id, Decide decide, PersonId person, Actor actor, int attempt, Duration pause) {
    jdbc.sql(
            """
            insert into decision (id, request, person, person_name, attempt, approved, comment,
              seen_hash, authenticated_at, at, counts_at)
            select :id, :request, :person, :name, :attempt, :approved, :comment, :hash,
              :authenticatedAt, at, at + make_interval(secs => :pause)
            from (select clock_timestamp() as at) as decided
            """)
        .param("id", id)
        .param("request", decide.id().value())
        .param("person", person.value())
        .param("name", actor.name())
        .param("attempt", attempt)
        .param("approved", decide.approve())
        .param("comment", decide.comment())
        .param("hash", decide.contentHash())
        .param(
            "authenticatedAt",
            actor.authenticatedAt() == null
                ? null
                : actor.authenticatedAt().atOffset(ZoneOffset.UTC))
        .param("pause", pause.toMillis() / 1000.0)
        .update();
    return jdbc.sql(SELECT + "where d.id = :id").param("id", id).query(this::row).single();
  }

  /// Takes it back now; false if it counts already or was taken back before.
  boolean undo(UUID decision) {
    return jdbc.sql(
                """
                insert into decision_undo (decision)
                select id from decision where id = :id and counts_at > clock_timestamp()
                on conflict do nothing
                """)
            .param("id", decision)
            .update()
        == 1;
  }

  /// Takes back everything that a person decided on requests that are still open, counting or not.
  List<UUID> takeBackOpen(PersonId person, String why) {
    return jdbc.sql(
            """
            insert into decision_undo (decision, reason)
            select d.id, :why from decision d join approval_request r on r.id = d.request
            where d.person = :person and r.ended_at is null and r.expires_at > clock_timestamp()
            order by d.id
            on conflict do nothing
            returning decision
            """)
        .param("why", why)
        .param("person", person.value())
        .query((row, _) -> row.getObject("decision", UUID.class))
        .list();
  }

  private StoredDecision row(ResultSet row, int number) throws SQLException {
    return new StoredDecision(
        row.getObject("id", UUID.class),
        new ApprovalId(row.getObject("request", UUID.class)),
        new PersonId(row.getObject("person", UUID.class)),
        row.getString("person_name"),
        row.getInt("attempt"),
        row.getBoolean("approved"),
        row.getString("comment"),
        ApprovalRequests.instant(row, "at"),
        ApprovalRequests.instant(row, "counts_at"),
        ApprovalRequests.instantOrNull(row, "undone_at"),
        row.getString("undone_why"));
  }
}
