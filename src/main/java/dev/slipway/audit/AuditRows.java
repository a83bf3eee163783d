package dev.slipway.audit;

import dev.slipway.identity.People;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Reads rows of the trail.
@Component
class AuditRows implements RowMapper<AuditEntry> {

  static final String SELECT = "select * from audit.audit_event";

  private final People people;
  private final JsonMapper json;

  AuditRows(People people, JsonMapper json) {
    this.people = people;
    this.json = json;
  }

  @Override
  public AuditEntry mapRow(ResultSet row, int number) throws SQLException {
    @Nullable UUID person = row.getObject("actor_person", UUID.class);
    return new AuditEntry(
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        person,
        person == null ? null : handle(person),
        row.getString("actor_name"),
        row.getString("via"),
        row.getString("action"),
        new Subject(
            row.getString("subject_kind"),
            row.getString("subject_id"),
            row.getString("subject_name"),
            row.getString("service"),
            row.getString("environment")),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("reason"),
        row.getString("plan_hash"),
        json.readTree(row.getString("before")),
        json.readTree(row.getString("after")),
        row.getString("request_id"),
        row.getString("address"),
        instant(row, "authenticated_at"),
        row.getInt("payload_version"),
        HexFormat.of().formatHex(row.getBytes("body_hash")));
  }

  private @Nullable String handle(UUID person) {
    return people.find(new PersonId(person)).map(PersonSummary::handle).orElse(null);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
