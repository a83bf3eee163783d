package dev.slipway.health;

import dev.slipway.slo.alerts.AlertReading;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// What datasources told of alerts, kept so that every replica and every start knows it.
@Repository
class AlertRows {

  private static final int LONGEST_TROUBLE = 1_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;

  AlertRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What one told last.
  ///
  /// @param told its last good answer; without any, one without rules and alerts
  /// @param asOf when it last answered, by the database's clock; null if it never did
  /// @param trouble why it did not answer since; null where it did
  record Kept(AlertReading told, @Nullable Instant asOf, @Nullable String trouble) {}

  List<Kept> all() {
    return jdbc.sql("select told, as_of, trouble from health_alerts")
        .query((row, _) -> {
          var at = row.getObject("as_of", OffsetDateTime.class);
          return new Kept(
              JSON.readValue(row.getString("told"), AlertReading.class),
              at == null ? null : at.toInstant(),
              row.getString("trouble"));
        })
        .list();
  }

  /// Writes what all of them told, if the lease still holds. What one told before stays where it
  /// tells nothing now; what is no datasource any more goes.
  @Transactional
  public void keep(List<AlertReading> all, UUID me) {
    for (var one : all) {
      write(one, me);
    }
    jdbc.sql("delete from health_alerts where not datasource = any(:known) and" + StatusLease.HELD)
        .param("known", all.stream().map(AlertReading::datasource).toArray(UUID[]::new))
        .param("me", me)
        .update();
  }

  private void write(AlertReading one, UUID me) {
    var trouble = one.trouble();
    jdbc.sql(
            """
            insert into health_alerts as kept (datasource, told, as_of, trouble)
            select :datasource, cast(:told as jsonb),
              case when :good then clock_timestamp() end, :trouble
             where
            """
                + StatusLease.HELD
                + """
                 on conflict (datasource) do update
                   set told = case when :good then excluded.told
                         else jsonb_set(kept.told, '{name}', excluded.told -> 'name') end,
                       as_of = coalesce(excluded.as_of, kept.as_of),
                       tried_at = clock_timestamp(), trouble = excluded.trouble
                """)
        .param("datasource", one.datasource())
        .param("told", JSON.writeValueAsString(one))
        .param("good", trouble == null)
        .param("trouble", trouble == null ? null : cut(trouble))
        .param("me", me)
        .update();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TROUBLE ? text : text.substring(0, LONGEST_TROUBLE - 1) + "…";
  }
}
