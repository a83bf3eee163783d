package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.slo.formats.ImportedObjective;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes what people say of objectives. Where a budget stands is written by whoever counts.
@Repository
class ObjectiveWrites {

  private final JdbcClient jdbc;

  ObjectiveWrites(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(
      UUID id,
      ServiceId service,
      EnvironmentId environment,
      ObjectiveDefinition definition,
      ObjectiveStatus status,
      String by) {
    described(
            jdbc.sql(
                """
                insert into slo (id, service, environment, name, description, objective, window_days,
                  sli_kind, error_query, total_query, raw_query, gating, status, datasource,
                  made_by_name, changed_by_name)
                values (:id, :service, :environment, :name, :description, :objective, :days,
                  :kind, :errorQuery, :totalQuery, :rawQuery, :gating, :status, :datasource, :by, :by)
                """),
            definition)
        .param("id", id)
        .param("service", service.value())
        .param("environment", environment.value())
        .param("status", status.name())
        .param("by", by)
        .update();
    jdbc.sql("insert into slo_standing (slo) values (?)").param(id).update();
  }

  /// Holds the objective against others who change it, in the caller's transaction.
  boolean lock(UUID id) {
    return jdbc.sql("select id from slo where id = ? for update")
        .param(id)
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  /// A new definition resets nothing. What was said of the former queries ends; a longer window
  /// asks for the hours before it.
  void describe(UUID id, ObjectiveDefinition definition, boolean longer, String by) {
    described(
            jdbc.sql(
                """
                update slo set name = :name, description = :description, objective = :objective,
                  window_days = :days, sli_kind = :kind, error_query = :errorQuery,
                  total_query = :totalQuery, raw_query = :rawQuery, gating = :gating,
                  datasource = :datasource, version = version + 1, changed_by_name = :by,
                  changed_at = clock_timestamp()
                where id = :id
                """),
            definition)
        .param("id", id)
        .param("by", by)
        .update();
    jdbc.sql("delete from slo_finding where slo = ? and static").param(id).update();
    jdbc.sql(
            """
            update slo_standing set due_at = clock_timestamp(),
              hours_before = case when :longer then null else hours_before end
            where slo = :id
            """)
        .param("id", id)
        .param("longer", longer)
        .update();
  }

  void become(UUID id, ObjectiveStatus status, String by) {
    jdbc.sql(
            """
            update slo set status = :status, version = version + 1, changed_by_name = :by,
              changed_at = clock_timestamp() where id = :id
            """)
        .param("id", id)
        .param("status", status.name())
        .param("by", by)
        .update();
    due(id);
  }

  /// Its next evaluation is due now.
  void due(UUID id) {
    jdbc.sql("update slo_standing set due_at = clock_timestamp() where slo = ?").param(id).update();
  }

  /// The file that a definition was taken from.
  void source(UUID id, ImportedObjective read) {
    jdbc.sql(
            """
            update slo set source_format = :format, source_text = :text, source_hash = :hash,
              external_id = :external where id = :id
            """)
        .param("id", id)
        .param("format", read.format().label())
        .param("text", read.source())
        .param("hash", read.hash())
        .param("external", read.externalId())
        .update();
  }

  /// What was found in a definition, several of a kind as one.
  void findStatic(UUID id, List<ImportReport.Note> notes) {
    for (var note : notes) {
      jdbc.sql(
              """
              insert into slo_finding as f (slo, code, severity, detail, repair, static)
              values (:slo, :code, :severity, left(:detail, 2000), left(:repair, 4000), true)
              on conflict (slo, code) do update set static = true, severity = excluded.severity,
                detail = case when f.static then left(f.detail || ' ' || excluded.detail, 2000)
                  else excluded.detail end,
                repair = coalesce(f.repair, excluded.repair)
              """)
          .param("slo", id)
          .param("code", note.code())
          .param("severity", note.severity())
          .param("detail", note.detail())
          .param("repair", note.repair())
          .update();
    }
  }

  /// A fault of the definition that keeps it from counting; null where there is none.
  @Nullable String staticError(UUID id) {
    return jdbc.sql(
            """
            select detail from slo_finding where slo = ? and static and severity = 'error'
             order by code limit 1
            """)
        .param(id)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /// Forgets what was counted by a datasource; the objectives that it counts.
  List<UUID> forgetCounts(UUID datasource) {
    var _ =
        jdbc.sql("select id from slo where datasource = ? order by id for update")
            .param(datasource)
            .query(UUID.class)
            .list();
    for (var past : List.of("slo_hour", "slo_evaluation")) {
      jdbc.sql("delete from " + past + " where slo in (select id from slo where datasource = ?)")
          .param(datasource)
          .update();
    }
    return jdbc.sql(
            """
            update slo_standing set state = 'UNKNOWN', kept_state = null, kept_used = null,
              consumed = null, burn = null, alert = 'NONE', readings = '[]', partial = false,
              as_of = null, answer = null, note = null, trouble = null, unusable = false,
              tried_at = null, recorded_at = null, hours_before = null,
              due_at = clock_timestamp()
             where slo in (select id from slo where datasource = ?) returning slo
            """)
        .param(datasource)
        .query((row, _) -> row.getObject("slo", UUID.class))
        .list();
  }

  /// Whether the datasource has the samples of an environment. Held, so that it keeps them until
  /// the caller's transaction has ended.
  boolean serves(UUID datasource, EnvironmentId environment) {
    return jdbc.sql(
            """
            select environment from slo_datasource_environment
             where datasource = :datasource and environment = :environment
               and exists (select from slo_datasource d where d.id = datasource and d.kind = 'prometheus')
             for share
            """)
        .param("datasource", datasource)
        .param("environment", environment.value())
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  private static JdbcClient.StatementSpec described(
      JdbcClient.StatementSpec statement, ObjectiveDefinition definition) {
    var indicator = definition.indicator();
    return statement
        .param("name", definition.name())
        .param("description", definition.description())
        .param("objective", definition.objective())
        .param("days", definition.windowDays())
        .param("kind", indicator.kind().name())
        .param("errorQuery", indicator.errorQuery())
        .param("totalQuery", indicator.totalQuery())
        .param("rawQuery", indicator.rawQuery())
        .param("gating", definition.gating())
        .param("datasource", definition.datasource());
  }
}
