package dev.slipway.slo;

import dev.slipway.slo.spi.ExcludedTime;
import dev.slipway.slo.spi.ExcludedTime.Stretch;
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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What was counted of objectives by the hour.
@Repository
class HourRows {

  private static final String SUMS =
      """
      select counted.slo, date_bin(make_interval(hours => :hours), hour, :from) as at,
             coalesce(sum(bad) %s, 0) as bad, coalesce(sum(total) %s, 0) as total
        from slo_hour as counted %s
       where counted.slo = any(:slos) and hour >= :from and hour < :to
       group by 1, 2 order by 1, 2
      """;

  private static final String KEPT = "filter (where stretch.slo is null)";

  /// Where nothing is left out, which is nearly always, nothing is looked for: a list reads some
  /// ten thousand hours.
  private static final String LEFT_OUT =
      """
      left join unnest(:out::uuid[], :begins::timestamptz[], :ends::timestamptz[])
        as stretch (slo, begins, ends)
        on stretch.slo = counted.slo and hour >= begins and hour < ends
      """;

  private final JdbcClient jdbc;
  private final ObjectProvider<ExcludedTime> excluded;

  HourRows(JdbcClient jdbc, ObjectProvider<ExcludedTime> excluded) {
    this.jdbc = jdbc;
    this.excluded = excluded;
  }

  /// What people agreed not to count since a moment, by objective.
  Map<UUID, List<Stretch>> excluded(Collection<UUID> objectives, Instant since) {
    Map<UUID, List<Stretch>> all = new HashMap<>();
    excluded
        .orderedStream()
        .forEach(tells ->
            tells
                .of(objectives, since)
                .forEach((objective, some) ->
                    all.computeIfAbsent(objective, _ -> new ArrayList<>()).addAll(some)));
    return all;
  }

  /// Those that are known in `[from, to)`, oldest first.
  List<ObjectiveSeries.Hour> of(UUID objective, Instant from, Instant to) {
    var left = excluded(List.of(objective), from).getOrDefault(objective, List.of());
    return jdbc.sql(
            """
            select hour, bad, total from slo_hour
             where slo = :slo and hour >= :from and hour < :to order by hour
            """)
        .param("slo", objective)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("to", to.atOffset(ZoneOffset.UTC))
        .query((row, _) -> {
          var hour = row.getObject("hour", OffsetDateTime.class).toInstant();
          return new ObjectiveSeries.Hour(
              hour,
              new Counts(row.getBigDecimal("bad"), row.getBigDecimal("total")),
              left.stream().anyMatch(stretch -> stretch.holds(hour)));
        })
        .list();
  }

  /// Sums of so many hours that count of several objectives, each under its first instant, oldest
  /// first.
  Map<UUID, List<ObjectiveSeries.Hour>> sums(
      Collection<UUID> objectives, Instant from, Instant to, Duration each) {
    Map<UUID, List<ObjectiveSeries.Hour>> found = new HashMap<>();
    var out = new ArrayList<UUID>();
    var begins = new ArrayList<String>();
    var ends = new ArrayList<String>();
    excluded(objectives, from)
        .forEach((objective, stretches) ->
            stretches.forEach(stretch -> {
              out.add(objective);
              begins.add(stretch.from().toString());
              ends.add(stretch.to().toString());
            }));
    jdbc.sql(out.isEmpty() ? SUMS.formatted("", "", "") : SUMS.formatted(KEPT, KEPT, LEFT_OUT))
        .param("hours", (int) each.toHours())
        .param("out", out.toArray(UUID[]::new))
        .param("begins", begins.toArray(String[]::new))
        .param("ends", ends.toArray(String[]::new))
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
