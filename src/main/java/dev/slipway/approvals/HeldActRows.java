package dev.slipway.approvals;

import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Held acts in the database: inserted once, ended once.
@Repository
class HeldActRows {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<WeightyAct.Line>> LINES = new TypeReference<>() {};

  private final JdbcClient jdbc;

  HeldActRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  void insert(ApprovalId request, WeightyAct act, byte[] sealed, Via via) {
    jdbc.sql(
            """
            insert into held_act (request, kind, lines, payload, requester_via)
            values (:request, :kind, cast(:lines as jsonb), :payload, :via)
            """)
        .param("request", request.value())
        .param("kind", act.kind())
        .param("lines", JSON.writerFor(LINES).writeValueAsString(act.lines()))
        .param("payload", sealed)
        .param("via", via.name())
        .update();
  }

  boolean exists(ApprovalId request) {
    return jdbc.sql("select exists(select from held_act where request = :request)")
        .param("request", request.value())
        .query(Boolean.class)
        .single();
  }

  /// Takes the row's lock.
  Optional<StoredAct> lock(ApprovalId request) {
    return jdbc.sql("select * from held_act where request = :request for update")
        .param("request", request.value())
        .query(HeldActRows::row)
        .optional();
  }

  Map<ApprovalId, StoredAct> of(Collection<ApprovalId> requests) {
    return requests.isEmpty()
        ? Map.of()
        : jdbc
            .sql("select * from held_act where request = any(:requests)")
            .param("requests", requests.stream().map(ApprovalId::value).toArray(UUID[]::new))
            .query(HeldActRows::row)
            .list()
            .stream()
            .collect(Collectors.toMap(StoredAct::request, Function.identity()));
  }

  List<WaitingAct> waitingAbout(String subjectKind) {
    return jdbc.sql(
            """
            select r.id, r.subject_id, r.subject_name, r.title, r.requester_name, r.requested_at,
                   r.expires_at
            from held_act h join approval_request r on r.id = h.request
            where h.state = 'WAITING' and r.expires_at > clock_timestamp()
              and r.subject_kind = :kind
            order by r.id
            """)
        .param("kind", subjectKind)
        .query((row, _) ->
            new WaitingAct(
                row.getObject("id", UUID.class),
                Subject.of(subjectKind, row.getString("subject_id"), row.getString("subject_name")),
                row.getString("title"),
                row.getString("requester_name"),
                "/approvals/" + row.getObject("id", UUID.class),
                ApprovalRequests.instant(row, "requested_at"),
                ApprovalRequests.instant(row, "expires_at")))
        .list();
  }

  /// Ends it; what it would have needed is gone.
  void end(ApprovalId request, HeldState state, String why) {
    jdbc.sql(
            """
            update held_act
            set state = :state, payload = null, ended_at = clock_timestamp(), ended_why = :why
            where request = :request
            """)
        .param("request", request.value())
        .param("state", state.name())
        .param("why", why)
        .update();
  }

  private static StoredAct row(ResultSet row, int number) throws SQLException {
    return new StoredAct(
        new ApprovalId(row.getObject("request", UUID.class)),
        row.getString("kind"),
        List.copyOf(JSON.readValue(row.getString("lines"), LINES)),
        row.getBytes("payload"),
        Via.valueOf(row.getString("requester_via")),
        HeldState.valueOf(row.getString("state")),
        row.getString("ended_why"));
  }
}
