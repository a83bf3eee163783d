package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads objectives with where they stand.
@Repository
class ObjectiveRows {

  /// What counts stands before what does not yet, and that before what does no longer.
  private static final String PLACE =
      "array_position(array['ACTIVE', 'DRAFT', 'DISABLED'], n.status)";

  private static final String SELECTED = "select " + ObjectiveRow.COLUMNS + " from slo_now n ";

  private static final String WORST_FIRST =
      " order by " + PLACE + ", -n.rank, -coalesce(n.consumed, -1), n.id";

  private static final String NARROWED =
      """
       and (:anyService or n.service = any(:services))
       and (cast(:environment as uuid) is null or n.environment = :environment)
       and (cast(:text as text) is null or n.service = any(:named)
         or strpos(lower(n.name), :text) > 0)
       and (cast(:state as text) is null or (n.state = :state and n.status = 'ACTIVE'))
       and (cast(:status as text) is null or n.status = :status)
      """;

  private final JdbcClient jdbc;

  ObjectiveRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The one of this name.
  Optional<ObjectiveRow> named(ServiceId service, EnvironmentId environment, String name) {
    return jdbc.sql(
            SELECTED
                + """
                 where n.service = :service and n.environment = :environment and n.name = :name
                """)
        .param("service", service.value())
        .param("environment", environment.value())
        .param("name", name)
        .query((row, _) -> ObjectiveRow.read(row))
        .optional();
  }

  /// What a list narrows by; null does not narrow.
  ///
  /// @param named services that the text of the search names, beside objectives that it names
  record Narrowed(
      @Nullable Collection<ServiceId> services,
      @Nullable EnvironmentId environment,
      @Nullable String text,
      Collection<ServiceId> named,
      @Nullable BudgetState state,
      @Nullable ObjectiveStatus status) {}

  Optional<ObjectiveRow> find(UUID id) {
    return jdbc.sql(SELECTED + " where n.id = :id")
        .param("id", id)
        .query((row, _) -> ObjectiveRow.read(row))
        .optional();
  }

  /// Worst first.
  List<ObjectiveRow> search(Narrowed by, @Nullable ListPlace after, int most) {
    return jdbc.sql(
            SELECTED
                + """
                 where (:first or (%s, -n.rank, -coalesce(n.consumed, -1), n.id)
                     > (:place, - :rank, - cast(:consumed as numeric), :id))
                """
                    .formatted(PLACE)
                + NARROWED
                + WORST_FIRST
                + " limit :most")
        .params(narrowing(by))
        .param("first", after == null)
        .param("place", after == null ? 0 : after.place())
        .param("rank", after == null ? 0 : after.rank())
        .param("consumed", after == null ? null : after.consumed())
        .param("id", after == null ? new UUID(0, 0) : after.id())
        .param("most", most)
        .query((row, _) -> ObjectiveRow.read(row))
        .list();
  }

  /// How many of those that count there are in each state of the budget.
  Map<BudgetState, Long> states(Narrowed by) {
    var counts = new EnumMap<BudgetState, Long>(BudgetState.class);
    jdbc.sql(
            "select n.state, count(*) as many from slo_now n where n.status = 'ACTIVE'"
                + NARROWED
                + " group by n.state")
        .params(narrowing(by))
        .query((row, _) ->
            counts.put(BudgetState.valueOf(row.getString("state")), row.getLong("many")))
        .list();
    return counts;
  }

  /// How many there are that do not count, by why.
  Map<ObjectiveStatus, Long> idle(Narrowed by) {
    var counts = new EnumMap<ObjectiveStatus, Long>(ObjectiveStatus.class);
    jdbc.sql(
            "select n.status, count(*) as many from slo_now n where n.status <> 'ACTIVE'"
                + NARROWED
                + " group by n.status")
        .params(narrowing(by))
        .query((row, _) ->
            counts.put(ObjectiveStatus.valueOf(row.getString("status")), row.getLong("many")))
        .list();
    return counts;
  }

  private static Map<String, @Nullable Object> narrowing(Narrowed by) {
    var services = by.services();
    var values = new HashMap<String, @Nullable Object>();
    values.put("anyService", services == null);
    values.put("services", uuids(services == null ? List.of() : services));
    values.put("environment", by.environment() == null ? null : by.environment().value());
    values.put("text", by.text());
    values.put("named", uuids(by.named()));
    values.put("state", by.state() == null ? null : by.state().name());
    values.put("status", by.status() == null ? null : by.status().name());
    return values;
  }

  /// All that are not disabled of a service in an environment, worst first.
  List<ObjectiveRow> of(ServiceId service, EnvironmentId environment) {
    return jdbc.sql(
            SELECTED
                + " where n.service = :service and n.environment = :environment"
                + " and n.status <> 'DISABLED'"
                + WORST_FIRST)
        .param("service", service.value())
        .param("environment", environment.value())
        .query((row, _) -> ObjectiveRow.read(row))
        .list();
  }

  /// All that are not disabled, worst first.
  List<ObjectiveRow> all() {
    return jdbc.sql(SELECTED + " where n.status <> 'DISABLED'" + WORST_FIRST)
        .query((row, _) -> ObjectiveRow.read(row))
        .list();
  }

  /// The file that it came from; empty where people wrote it.
  Optional<ObjectiveDetails.Source> source(UUID id) {
    return jdbc.sql(
            """
            select source_format, source_text, external_id from slo
             where id = :id and source_format is not null
            """)
        .param("id", id)
        .query((row, _) ->
            new ObjectiveDetails.Source(
                row.getString("source_format"),
                row.getString("source_text"),
                row.getString("external_id")))
        .optional();
  }

  List<ObjectiveDetails.Finding> findings(UUID id) {
    return jdbc.sql(
            """
            select code, severity, detail, repair, since from slo_finding where slo = :id
             order by array_position(array['error', 'warning', 'info'], severity), code
            """)
        .param("id", id)
        .query((row, _) ->
            new ObjectiveDetails.Finding(
                row.getString("code"),
                row.getString("severity"),
                row.getString("detail"),
                row.getString("repair"),
                row.getObject("since", OffsetDateTime.class).toInstant()))
        .list();
  }

  String datasourceName(UUID datasource) {
    return jdbc.sql("select name from slo_datasource where id = :id")
        .param("id", datasource)
        .query(String.class)
        .single();
  }

  /// How much of the last window the kept hours cover.
  Duration known(UUID objective, int windowDays) {
    return Duration.ofHours(
        jdbc.sql(
                """
                select count(*) from slo_hour where slo = :slo
                   and hour >= date_trunc('hour', clock_timestamp()) - make_interval(days => :days)
                """)
            .param("slo", objective)
            .param("days", windowDays)
            .query(Long.class)
            .single());
  }

  private static UUID[] uuids(Collection<ServiceId> services) {
    return services.stream().map(ServiceId::value).toArray(UUID[]::new);
  }
}
