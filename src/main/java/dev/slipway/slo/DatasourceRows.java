package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Datasources, with what they are let in by under seal.
@Repository
class DatasourceRows {

  private static final String SELECT =
      """
      select d.*, (select count(*) from slo o where o.datasource = d.id) as objectives,
             (select coalesce(array_agg(e.environment), '{}') from slo_datasource_environment e
               where e.datasource = d.id) as environments
        from slo_datasource d
      """;

  private final JdbcClient jdbc;
  private final Environments environments;

  DatasourceRows(JdbcClient jdbc, Environments environments) {
    this.jdbc = jdbc;
    this.environments = environments;
  }

  List<DatasourceView> all() {
    return jdbc.sql(SELECT + "order by d.name").query((row, _) -> view(row)).list();
  }

  Optional<DatasourceView> find(UUID id) {
    return jdbc.sql(SELECT + "where d.id = :id")
        .param("id", id)
        .query((row, _) -> view(row))
        .optional();
  }

  /// What it lets the portal in by, under seal; empty where nothing is needed.
  Optional<byte[]> sealed(UUID id) {
    return jdbc.sql("select secret from slo_datasource where id = ? and secret is not null")
        .param(id)
        .query((row, _) -> row.getBytes("secret"))
        .optional();
  }

  Optional<UUID> named(String name) {
    return jdbc.sql("select id from slo_datasource where name = ?")
        .param(name)
        .query(UUID.class)
        .optional();
  }

  /// Holds it against others who change it, in the caller's transaction.
  void lock(UUID id) {
    jdbc.sql("select id from slo_datasource where id = ? for update")
        .param(id)
        .query(UUID.class)
        .optional();
  }

  /// Adds or replaces all of it but its past.
  void save(UUID id, ConnectDatasource wish, byte @Nullable [] sealed, boolean own, String by) {
    jdbc.sql(
            """
            insert into slo_datasource (id, name, address, auth, secret, own, kind, made_by_name)
            values (:id, :name, :address, :auth, :secret, :own, :kind, :by)
            on conflict (id) do update set name = :name, address = :address, auth = :auth,
              secret = :secret, changed_at = clock_timestamp()
            """)
        .param("id", id)
        .param("name", wish.name())
        .param("address", wish.address())
        .param("auth", wish.auth().name())
        .param("secret", sealed)
        .param("own", own)
        .param("kind", wish.kind().slug())
        .param("by", by)
        .update();
  }

  void serve(UUID id, Collection<EnvironmentId> served) {
    var ids = served.stream().map(EnvironmentId::value).toArray(UUID[]::new);
    jdbc.sql(
            """
            delete from slo_datasource_environment
             where datasource = :id and not environment = any(:environments)
            """)
        .param("id", id)
        .param("environments", ids)
        .update();
    jdbc.sql(
            """
            insert into slo_datasource_environment (datasource, environment)
            select :id, unnest(:environments) on conflict do nothing
            """)
        .param("id", id)
        .param("environments", ids)
        .update();
  }

  /// Environments of objectives that are counted there.
  List<EnvironmentId> needed(UUID id) {
    return jdbc.sql("select distinct environment from slo where datasource = ?")
        .param(id)
        .query((row, _) -> new EnvironmentId(row.getObject("environment", UUID.class)))
        .list();
  }

  void remove(UUID id) {
    jdbc.sql("delete from slo_datasource where id = ?").param(id).update();
  }

  void answered(UUID id, SliSource.SourceHealth health) {
    var retention = health.retention();
    jdbc.sql(
            """
            update slo_datasource set answered_at = clock_timestamp(), asked_at = clock_timestamp(),
              trouble = null, version = :version, retention_seconds = :retention where id = :id
            """)
        .param("id", id)
        .param("version", health.version())
        .param("retention", retention == null || retention.isZero() ? null : retention.toSeconds())
        .update();
  }

  void silent(UUID id, String trouble) {
    jdbc.sql(
            """
            update slo_datasource set asked_at = clock_timestamp(), trouble = :trouble
             where id = :id
            """)
        .param("id", id)
        .param("trouble", trouble)
        .update();
  }

  private DatasourceView view(ResultSet row) throws SQLException {
    var seconds = row.getObject("retention_seconds", Long.class);
    return new DatasourceView(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("address"),
        DatasourceAuth.valueOf(row.getString("auth")),
        row.getBoolean("own"),
        environments((UUID[]) row.getArray("environments").getArray()),
        row.getString("version"),
        seconds == null ? null : Duration.ofSeconds(seconds),
        instant(row, "answered_at"),
        row.getString("trouble"),
        row.getLong("objectives"),
        row.getString("made_by_name"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        SliDatasource.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)));
  }

  /// In the order of promotion.
  private List<EnvironmentView> environments(UUID[] ids) {
    var served = Stream.of(ids).map(EnvironmentId::new).toList();
    return environments.all().stream().filter(one -> served.contains(one.id())).toList();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
