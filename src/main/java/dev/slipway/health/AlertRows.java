package dev.slipway.health;

import dev.slipway.slo.alerts.AlertReading;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What datasources told of alerts, kept so that every replica and every start knows it.
@Repository
class AlertRows {

  private static final Logger LOG = LoggerFactory.getLogger(AlertRows.class);

  /// Four rounds.
  private static final Duration LATE = Duration.ofMinutes(2);

  private static final String UNHEARD = "The portal has not got to asking it since.";
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

  /// What nobody has written for a while has that as its trouble: what is not kept is not known.
  List<Kept> all() {
    return jdbc.sql(
            """
            select told, as_of,
                case when tried_at < clock_timestamp() - make_interval(secs => :late)
                  then coalesce(trouble, :unheard) else trouble end as trouble
              from health_alerts
            """)
        .param("late", LATE.toSeconds())
        .param("unheard", UNHEARD)
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
  /// tells nothing now; what is no datasource any more goes. Each is written for itself, so that
  /// what cannot be stored of one takes nothing from the others; that is its trouble then.
  void keep(List<AlertReading> all, UUID me) {
    for (var one : all) {
      try {
        write(one, me);
      } catch (DataIntegrityViolationException | JacksonException unfit) {
        LOG.error("What {} told of alerts cannot be stored", one.name(), unfit);
        write(unstored(one), me);
      }
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

  private static AlertReading unstored(AlertReading one) {
    return new AlertReading(
        one.datasource(),
        one.name(),
        one.manager(),
        one.environments(),
        List.of(),
        List.of(),
        "It answers, and the portal could not store what it told; its log says why.");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TROUBLE ? text : text.substring(0, LONGEST_TROUBLE - 1) + "…";
  }
}
