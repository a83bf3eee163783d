package dev.slipway.notifications;

import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The outbox in the database.
@Repository
class NotificationRepository {

  private final JdbcClient jdbc;

  NotificationRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  UUID insert(String action, String text, @Nullable String link) {
    var id = UuidV7.next();
    jdbc.sql(
            """
            insert into notification (id, action, text, link, next_attempt_at)
            values (:id, :action, :text, :link, clock_timestamp())
            """)
        .param("id", id)
        .param("action", action)
        .param("text", text)
        .param("link", link)
        .update();
    return id;
  }

  Optional<NotificationView> find(UUID id) {
    return jdbc.sql("select * from notification where id = :id")
        .param("id", id)
        .query(NotificationRepository::row)
        .optional();
  }

  List<NotificationView> newest(@Nullable UUID before, int limit) {
    return jdbc.sql(
            """
            select * from notification where cast(:before as uuid) is null or id < :before
            order by id desc limit :limit
            """)
        .param("before", before)
        .param("limit", limit)
        .query(NotificationRepository::row)
        .list();
  }

  int dead() {
    return jdbc.sql("select count(*) from notification where state = 'dead'")
        .query(Integer.class)
        .single();
  }

  void delivered(UUID id) {
    jdbc.sql(
            """
            update notification set state = 'delivered', attempts = attempts + 1,
              ended_at = clock_timestamp(), next_attempt_at = null, last_error = null
            where id = :id
            """)
        .param("id", id)
        .update();
  }

  void failed(UUID id, String error, Duration pause) {
    jdbc.sql(
            """
            update notification set attempts = attempts + 1, last_error = :error,
              next_attempt_at = clock_timestamp() + make_interval(secs => :pause)
            where id = :id
            """)
        .param("id", id)
        .param("error", error)
        .param("pause", pause.toMillis() / 1000.0)
        .update();
  }

  void dead(UUID id, String error) {
    jdbc.sql(
            """
            update notification set state = 'dead', attempts = attempts + 1, last_error = :error,
              next_attempt_at = null, ended_at = clock_timestamp()
            where id = :id
            """)
        .param("id", id)
        .param("error", error)
        .update();
  }

  boolean revive(UUID id) {
    return jdbc.sql(
                """
                update notification set state = 'waiting', attempts = 0, ended_at = null,
                  next_attempt_at = clock_timestamp()
                where id = :id and state = 'dead'
                """)
            .param("id", id)
            .update()
        == 1;
  }

  private static NotificationView row(ResultSet row, int number) throws SQLException {
    var next = row.getObject("next_attempt_at", OffsetDateTime.class);
    return new NotificationView(
        row.getObject("id", UUID.class),
        row.getString("action"),
        row.getString("text"),
        row.getString("link"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        NotificationView.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        next == null ? null : next.toInstant(),
        row.getString("last_error"));
  }
}
