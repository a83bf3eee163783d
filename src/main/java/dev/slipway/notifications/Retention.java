package dev.slipway.notifications;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Removes what was delivered or read long ago, a bounded part at a time. What waits, what was
/// given up and what nobody has read stays; what happened stays in the audit trail.
@Component
class Retention {

  private static final int AT_ONCE = 1_000;
  private static final int BATCHES = 20;

  private final JdbcClient jdbc;
  private final NotificationProperties properties;

  Retention(JdbcClient jdbc, NotificationProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  void tidy() {
    tidy(AT_ONCE);
  }

  /// Each batch is a transaction of its own.
  int tidy(int atOnce) {
    return removeAll(
            """
            delete from notification where id in (
              select id from notification
              where state = 'delivered' and ended_at < clock_timestamp() - make_interval(secs => :keep)
              order by ended_at limit :limit for update skip locked)
            """,
            atOnce)
        + removeAll(
            """
            delete from notice where id in (
              select id from notice
              where read_at < clock_timestamp() - make_interval(secs => :keep)
              order by read_at limit :limit for update skip locked)
            """,
            atOnce);
  }

  private int removeAll(String sql, int atOnce) {
    var removed = 0;
    for (var batch = 0; batch < BATCHES; batch++) {
      var now =
          jdbc.sql(sql)
              .param("keep", (double) properties.keep().toSeconds())
              .param("limit", atOnce)
              .update();
      removed += now;
      if (now < atOnce) {
        break;
      }
    }
    return removed;
  }
}
