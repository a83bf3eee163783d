package dev.slipway.policies;

import dev.slipway.kernel.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Freeze windows in the database: versions are inserted, never changed.
@Repository
class FreezeRepository {

  private static final String NEWEST =
      "select distinct on (id) * from freeze_window order by id, version desc";

  private final JdbcClient jdbc;

  FreezeRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  /// Windows in force, whenever they hold.
  List<FreezeView> inForce() {
    return jdbc.sql("select * from (" + NEWEST + ") newest where not ended order by starts_local")
        .query(FreezeRepository::row)
        .list();
  }

  Optional<FreezeView> newest(UUID id) {
    return versions(id).stream().findFirst();
  }

  List<FreezeView> versions(UUID id) {
    return jdbc.sql("select * from freeze_window where id = :id order by version desc")
        .param("id", id)
        .query(FreezeRepository::row)
        .list();
  }

  List<FreezeView> ended(int limit) {
    return jdbc.sql(
            "select * from ("
                + NEWEST
                + ") newest where ended order by edited_at desc limit :limit")
        .param("limit", limit)
        .query(FreezeRepository::row)
        .list();
  }

  FreezeView insert(FreezeView freeze, Actor actor) {
    jdbc.sql(
            """
            insert into freeze_window (id, version, name, environment, system, zone, starts_local,
              ends_local, weekly, last_day, ended, reason, edited_by, edited_by_name)
            values (:id, :version, :name, :environment, :system, :zone, :starts, :ends, :weekly,
              :lastDay, :ended, :reason, :by, :byName)
            """)
        .param("id", freeze.id())
        .param("version", freeze.version())
        .param("name", freeze.name())
        .param("environment", freeze.environment())
        .param("system", freeze.system())
        .param("zone", freeze.pattern().zone().getId())
        .param("starts", freeze.pattern().starts())
        .param("ends", freeze.pattern().ends())
        .param("weekly", freeze.pattern().weekly())
        .param("lastDay", freeze.pattern().lastDay())
        .param("ended", freeze.ended())
        .param("reason", freeze.reason())
        .param("by", actor.person())
        .param("byName", actor.name())
        .update();
    return newest(freeze.id()).orElseThrow();
  }

  private static FreezeView row(ResultSet row, int number) throws SQLException {
    return new FreezeView(
        row.getObject("id", UUID.class),
        row.getInt("version"),
        row.getString("name"),
        row.getObject("environment", UUID.class),
        row.getObject("system", UUID.class),
        new FreezePattern(
            ZoneId.of(row.getString("zone")),
            row.getObject("starts_local", LocalDateTime.class),
            row.getObject("ends_local", LocalDateTime.class),
            row.getBoolean("weekly"),
            row.getObject("last_day", LocalDate.class)),
        row.getBoolean("ended"),
        row.getString("reason"),
        row.getString("edited_by_name"),
        row.getObject("edited_at", OffsetDateTime.class).toInstant());
  }
}
