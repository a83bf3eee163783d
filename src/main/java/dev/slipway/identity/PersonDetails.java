package dev.slipway.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person as their own page shows them.
///
/// @param about one sentence on who this is, or an empty string
/// @param disabledReason why they may not sign in, or null
public record PersonDetails(
    PersonSummary summary,
    String about,
    OffsetDateTime since,
    @Nullable String disabledReason,
    boolean hasPassword) {

  static PersonDetails read(ResultSet row, int number) throws SQLException {
    return new PersonDetails(
        new PersonSummary(
            new PersonId(row.getObject("id", UUID.class)),
            row.getString("handle"),
            row.getString("name"),
            row.getObject("disabled_at") == null),
        row.getString("about"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getString("disabled_reason"),
        row.getBoolean("has_password"));
  }
}
