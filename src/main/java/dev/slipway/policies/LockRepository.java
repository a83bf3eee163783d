package dev.slipway.policies;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Locks in the database; at most one in force per placement.
@Repository
class LockRepository {

  private final JdbcClient jdbc;

  LockRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<LockView> inForce(UUID placement) {
    return jdbc.sql(
            "select * from placement_lock where placement = :placement and released_at is null")
        .param("placement", placement)
        .query(LockRepository::row)
        .optional();
  }

  /// The lock in force that this deployment set.
  Optional<LockView> setBy(UUID deployment) {
    return jdbc.sql(
            "select * from placement_lock where deployment = :deployment and released_at is null")
        .param("deployment", deployment)
        .query(LockRepository::row)
        .optional();
  }

  List<LockView> allInForce() {
    return jdbc.sql("select * from placement_lock where released_at is null order by id")
        .query(LockRepository::row)
        .list();
  }

  List<LockView> history(UUID placement) {
    return jdbc.sql(
            "select * from placement_lock where placement = :placement order by id desc limit 20")
        .param("placement", placement)
        .query(LockRepository::row)
        .list();
  }

  /// Sets a lock; false if one was in force.
  boolean set(UUID placement, String reason, @Nullable UUID deployment, Actor actor) {
    return jdbc.sql(
                """
                insert into placement_lock (id, placement, reason, deployment, set_by, set_by_name)
                values (:id, :placement, :reason, :deployment, :by, :byName)
                on conflict (placement) where released_at is null do nothing
                """)
            .param("id", UuidV7.next())
            .param("placement", placement)
            .param("reason", reason)
            .param("deployment", deployment)
            .param("by", actor.person())
            .param("byName", actor.name())
            .update()
        == 1;
  }

  boolean release(UUID lock, String reason, Actor actor) {
    return jdbc.sql(
                """
                update placement_lock
                set released_at = clock_timestamp(), released_by = :by, released_by_name = :byName,
                  release_reason = :reason
                where id = :id and released_at is null
                """)
            .param("id", lock)
            .param("by", actor.person())
            .param("byName", actor.name())
            .param("reason", reason)
            .update()
        == 1;
  }

  private static LockView row(ResultSet row, int number) throws SQLException {
    var releasedAt = row.getObject("released_at", OffsetDateTime.class);
    return new LockView(
        row.getObject("id", UUID.class),
        row.getObject("placement", UUID.class),
        row.getString("reason"),
        row.getObject("deployment", UUID.class),
        row.getString("set_by_name"),
        row.getObject("set_at", OffsetDateTime.class).toInstant(),
        row.getString("released_by_name"),
        releasedAt == null ? null : releasedAt.toInstant(),
        row.getString("release_reason"));
  }
}
