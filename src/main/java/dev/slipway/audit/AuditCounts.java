package dev.slipway.audit;

import dev.slipway.identity.People;
import dev.slipway.identity.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts the newest events of a filter by facet and over time, in one reading of them.
@Component
class AuditCounts {

  /// A week of hours shows when something went on; of a month, days do.
  private static final int LONGEST_HOURLY = 7 * 24 + 1;

  private static final int MOST_BARS = 400;

  /// Values shown of a facet; whoever looks for a rarer one searches for it.
  private static final int MOST_VALUES = 16;

  private static final List<String> FACETS =
      List.of("outcome", "action", "actor", "service", "environment");

  private final JdbcClient jdbc;
  private final People people;
  private final Clock clock;

  AuditCounts(JdbcClient jdbc, People people, Clock clock) {
    this.jdbc = jdbc;
    this.people = people;
    this.clock = clock;
  }

  AuditOverview of(AuditFilter filter, AuditQuery query) {
    var hourly = isHourly(filter);
    var counted =
        jdbc.sql(
                """
                with hits as materialized (
                  select actor_name, actor_person, action,
                         case when actor_person is not null then actor_person::text
                              when via = 'CLUSTER' then 'cluster:' || actor_name
                              else actor_name end as actor,
                         outcome, service, environment,
                         date_trunc('%s', at, 'UTC') as bar
                  from audit.audit_event %s order by id desc limit %d),
                counted as (
                select
                  case when grouping(bar) = 0 then 'bar'
                       when grouping(actor) = 0 then 'actor'
                       when grouping(action) = 0 then 'action'
                       when grouping(outcome) = 0 then 'outcome'
                       when grouping(service) = 0 then 'service'
                       when grouping(environment) = 0 then 'environment'
                       else 'all' end as facet,
                  coalesce(actor, action, outcome, service, environment) as value,
                  actor_person,
                  max(actor_name) as actor_name,
                  bar,
                  count(*) as events,
                  count(*) filter (where outcome <> 'SUCCEEDED') as refused
                from hits
                group by grouping sets (
                  (actor, actor_person), (action), (outcome), (service), (environment), (bar), ())),
                placed as (
                select *, count(value) over (partition by facet) as of_all,
                       row_number() over (partition by facet order by events desc, value) as place
                from counted)
                select * from placed where place <= %d or facet = 'bar' order by events desc, value
                """
                    .formatted(
                        hourly ? "hour" : "day", query.where(), Audit.COUNTED + 1, MOST_VALUES))
            .params(query.parameters())
            .query(Counted::read)
            .list();
    var all = counted.stream().filter(row -> row.facet().equals("all")).findFirst();
    var total = all.map(Counted::events).orElse(0L);
    return new AuditOverview(
        Math.min(total, Audit.COUNTED),
        all.map(Counted::refused).orElse(0L),
        total <= Audit.COUNTED,
        facets(counted),
        rarer(counted),
        hourly,
        bars(counted, filter, hourly));
  }

  private boolean isHourly(AuditFilter filter) {
    var from = filter.from();
    var to = filter.to() == null ? clock.instant() : filter.to();
    return from != null && Duration.between(from, to).toHours() <= LONGEST_HOURLY;
  }

  private Map<String, List<AuditOverview.Count>> facets(List<Counted> counted) {
    Map<String, List<AuditOverview.Count>> facets = new LinkedHashMap<>();
    for (var facet : FACETS) {
      var counts =
          counted.stream()
              .filter(row -> row.facet().equals(facet) && row.value() != null)
              .map(this::count)
              .toList();
      facets.put(facet, counts);
    }
    return facets;
  }

  private static Map<String, Long> rarer(List<Counted> counted) {
    Map<String, Long> rarer = new HashMap<>();
    for (var facet : FACETS) {
      var shown = counted.stream().filter(row -> row.facet().equals(facet)).toList();
      if (!shown.isEmpty() && shown.getFirst().ofAll() > MOST_VALUES) {
        rarer.put(facet, shown.getFirst().ofAll() - MOST_VALUES);
      }
    }
    return rarer;
  }

  private AuditOverview.Count count(Counted row) {
    var value = String.valueOf(row.value());
    if (!row.facet().equals("actor")) {
      return new AuditOverview.Count(value, value, row.events());
    }
    if (row.person() == null) {
      return new AuditOverview.Count(value, row.actor(), row.events());
    }
    return people
        .find(new PersonId(row.person()))
        .map(known -> new AuditOverview.Count(known.handle(), known.name(), row.events()))
        .orElseGet(() -> new AuditOverview.Count(row.actor(), row.actor(), row.events()));
  }

  private List<AuditOverview.Bar> bars(List<Counted> counted, AuditFilter filter, boolean hourly) {
    Map<Instant, Counted> known = new HashMap<>();
    for (var row : counted) {
      if (row.facet().equals("bar") && row.bar() != null) {
        known.put(row.bar().toInstant(), row);
      }
    }
    if (known.isEmpty()) {
      return List.of();
    }
    var step = hourly ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    var newest = known.keySet().stream().max(Instant::compareTo).orElseThrow();
    var until = filter.to() == null ? clock.instant() : filter.to();
    var last = filter.from() == null || until.isBefore(newest) ? newest : until;
    var asked = filter.from();
    var first =
        asked == null
            ? known.keySet().stream().min(Instant::compareTo).orElseThrow()
            : asked.truncatedTo(step);
    List<AuditOverview.Bar> bars = new ArrayList<>();
    for (var at = first; !at.isAfter(last) && bars.size() < MOST_BARS; at = at.plus(1, step)) {
      var row = known.get(at);
      bars.add(
          new AuditOverview.Bar(
              at, row == null ? 0 : row.events(), row == null ? 0 : row.refused()));
    }
    return bars;
  }

  record Counted(
      String facet,
      @Nullable String value,
      @Nullable UUID person,
      String actor,
      @Nullable OffsetDateTime bar,
      long events,
      long refused,
      long ofAll) {

    static Counted read(ResultSet row, int number) throws SQLException {
      return new Counted(
          row.getString("facet"),
          row.getString("value"),
          row.getObject("actor_person", UUID.class),
          row.getString("actor_name"),
          row.getObject("bar", OffsetDateTime.class),
          row.getLong("events"),
          row.getLong("refused"),
          row.getLong("of_all"));
    }
  }
}
