package dev.slipway.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// API tokens as they are stored. Always asked of the database, whose clock says what has expired:
/// a token that is over is over on every replica at its next question.
@Component
class StoredTokens {

  private static final String SELECT =
      """
      select api_token.*, team.name as team_name, person.handle, person.name as person_name,
        person.disabled_at is null as enabled,
        case when revoked_at is not null then 'REVOKED'
             when expires_at <= clock_timestamp() then 'EXPIRED' else 'IN_FORCE' end as state
      from api_token
        join person on person.id = api_token.person_id
        left join team on team.id = api_token.team_id
      """;

  private final JdbcClient jdbc;

  StoredTokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<ApiTokenView> byId(UUID id) {
    return jdbc.sql(SELECT + " where api_token.id = :id")
        .param("id", id)
        .query(StoredTokens::view)
        .optional();
  }

  /// The scope of a token that works for its owner now.
  Optional<ApiTokenView> inForce(UUID id, UUID owner) {
    return byId(id)
        .filter(ApiTokenView::inForce)
        .filter(token -> token.owner().enabled() && token.owner().id().value().equals(owner));
  }

  Optional<ApiTokenView> byMac(String mac) {
    return jdbc.sql(SELECT + " where token_mac = :mac")
        .param("mac", mac)
        .query(StoredTokens::view)
        .optional();
  }

  /// Whether a token that works was used from this address before.
  boolean isKnown(@Nullable String address) {
    return jdbc.sql(
            """
            select exists (
              select from api_token
              where last_used_address = :address and revoked_at is null
                and expires_at > clock_timestamp())
            """)
        .param("address", address)
        .query(Boolean.class)
        .single();
  }

  /// Newest first; what has been over for 30 days is left to the trail.
  List<ApiTokenView> of(PersonId person) {
    return jdbc.sql(
            SELECT
                + """
                where person_id = :person
                  and coalesce(revoked_at, expires_at) > clock_timestamp() - interval '30 days'
                order by (revoked_at is null and expires_at > clock_timestamp()) desc,
                  api_token.id desc
                limit 100
                """)
        .param("person", person.value())
        .query(StoredTokens::view)
        .list();
  }

  /// Everybody's that work.
  List<ApiTokenView> inForce() {
    return jdbc.sql(
            SELECT
                + """
                where revoked_at is null and expires_at > clock_timestamp()
                order by person.name, api_token.id desc
                """)
        .query(StoredTokens::view)
        .list();
  }

  /// Notes the use, at most once a minute.
  void used(ApiTokenView token, @Nullable String address) {
    jdbc.sql(
            """
            update api_token set last_used_at = clock_timestamp(), last_used_address = :address
            where id = :id
              and (last_used_at is null
                   or last_used_at < clock_timestamp() - interval '1 minute')
            """)
        .param("id", token.id())
        .param("address", address)
        .update();
  }

  private static ApiTokenView view(ResultSet row, int number) throws SQLException {
    @Nullable UUID team = row.getObject("team_id", UUID.class);
    var scope =
        new TokenScope(
            row.getBoolean("changes"),
            row.getBoolean("objectives"),
            team == null ? null : new TeamId(team),
            Set.copyOf(texts(row.getArray("services"))),
            classes(texts(row.getArray("environment_classes"))));
    return new ApiTokenView(
        row.getObject("id", UUID.class),
        new PersonSummary(
            new PersonId(row.getObject("person_id", UUID.class)),
            row.getString("handle"),
            row.getString("person_name"),
            row.getBoolean("enabled")),
        row.getString("name"),
        scope,
        scope.sentence(row.getString("team_name")),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        ApiTokenView.State.valueOf(row.getString("state")),
        instant(row, "last_used_at"),
        row.getString("last_used_address"),
        instant(row, "revoked_at"),
        row.getString("revoked_by"),
        row.getString("revoke_reason"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static Set<EnvironmentClass> classes(List<String> names) {
    var classes = EnumSet.noneOf(EnvironmentClass.class);
    names.forEach(name -> classes.add(EnvironmentClass.valueOf(name)));
    return classes;
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
