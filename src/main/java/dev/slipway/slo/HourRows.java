package dev.slipway.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What was counted of objectives by the hour.
@Repository
class HourRows {

  private final JdbcClient jdbc;

  HourRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those that are known in `[from, to)`, oldest first.
  List<ObjectiveSeries.Hour> of(UUID objective, Instant from, Instant to) {
    return jdbc.sql(
            """
            select hour, bad, total from slo_hour
             where slo = :slo and hour >= :from and hour < :to order by hour
            """)
        .param("slo", objective)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("to", to.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new ObjectiveSeries.Hour(
                row.getObject("hour", OffsetDateTime.class).toInstant(),
                new Counts(row.getBigDecimal("bad"), row.getBigDecimal("total"))))
        .list();
  }

  /// Sums of so many hours of several objectives, each under its first instant, oldest first.
  Map<UUID, List<ObjectiveSeries.Hour>> sums(
      Collection<UUID> objectives, Instant from, Instant to, Duration each) {
    Map<UUID, List<ObjectiveSeries.Hour>> found = new HashMap<>();
    jdbc.sql(
            """
            select slo, date_bin(make_interval(hours => :hours), hour, :from) as at,
                   sum(bad) as bad, sum(total) as total
              from slo_hour where slo = any(:slos) and hour >= :from and hour < :to
             group by 1, 2 order by 1, 2
            """)
        .param("hours", (int) each.toHours())
        .param("slos", objectives.toArray(UUID[]::new))
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("to", to.atOffset(ZoneOffset.UTC))
        .query(row -> {
          BigDecimal bad = row.getBigDecimal("bad");
          found
              .computeIfAbsent(row.getObject("slo", UUID.class), _ -> new ArrayList<>())
              .add(
                  new ObjectiveSeries.Hour(
                      row.getObject("at", OffsetDateTime.class).toInstant(),
                      new Counts(bad, row.getBigDecimal("total"))));
        });
    return found;
  }
}
