package dev.slipway.backups;

import dev.slipway.clusters.ClusterId;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Sources in the database.
@Repository
class SourceRows {

  /// A source that was noted.
  ///
  /// @param purpose whether it is a backup
  record Known(UUID id, boolean purpose) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  SourceRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /// By the clock that wrote when a source was seen.
  Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  /// Everything that is there, and what went away in the last thirty days.
  List<SourceRow> all() {
    return jdbc.sql(
            """
            select * from backup_source
            where gone_at is null or gone_at > clock_timestamp() - interval '30 days'
            order by namespace, name, kind, id
            """)
        .query(this::row)
        .list();
  }

  Optional<SourceRow> find(UUID id, boolean locked) {
    return jdbc.sql("select * from backup_source where id = :id" + (locked ? " for update" : ""))
        .param("id", id)
        .query(this::row)
        .optional();
  }

  /// Notes what a cluster showed. Due moments count anew where the object is another one, or where
  /// it got another schedule, or was paused or resumed.
  Known seen(ClusterId cluster, SeenSource source) {
    return again(cluster, source).orElseGet(() -> written(cluster, source));
  }

  /// One that is as it was last seen: nothing of it is written but that it is still there.
  private Optional<Known> again(ClusterId cluster, SeenSource source) {
    return of(
            jdbc.sql(
                """
                update backup_source set seen_at = clock_timestamp()
                where cluster = :cluster and kind = :kind and namespace = :namespace and name = :name
                  and gone_at is null and uid is not distinct from :uid and purpose = :purpose
                  and facts = cast(:facts as jsonb)
                returning id, coalesce(purpose_by_hand, purpose) as purpose
                """),
            cluster,
            source)
        .optional();
  }

  private Known written(ClusterId cluster, SeenSource source) {
    var created = source.createdAt() == null ? null : at(source.createdAt());
    return of(
            jdbc.sql(
                    """
                    insert into backup_source as known (id, kind, cluster, namespace, name, uid, facts,
                      purpose, created_at, anchor_at)
                    values (:id, :kind, :cluster, :namespace, :name, :uid, cast(:facts as jsonb),
                      :purpose, :created, coalesce(:created, clock_timestamp()))
                    on conflict (cluster, kind, namespace, name) where cluster is not null do update set
                      anchor_at = case
                        when known.uid is distinct from excluded.uid
                          then coalesce(excluded.created_at, clock_timestamp())
                        when (known.facts ->> 'schedule', known.facts ->> 'zone',
                            known.facts ->> 'paused')
                          is distinct from
                          (excluded.facts ->> 'schedule', excluded.facts ->> 'zone',
                            excluded.facts ->> 'paused')
                          then clock_timestamp()
                        else known.anchor_at end,
                      uid = excluded.uid, facts = excluded.facts, purpose = excluded.purpose,
                      created_at = excluded.created_at, seen_at = clock_timestamp(), gone_at = null
                    returning id, coalesce(purpose_by_hand, purpose) as purpose
                    """)
                .param("id", UuidV7.next())
                .param("created", created, Types.TIMESTAMP_WITH_TIMEZONE),
            cluster,
            source)
        .single();
  }

  private JdbcClient.MappedQuerySpec<Known> of(
      JdbcClient.StatementSpec statement, ClusterId cluster, SeenSource source) {
    return statement
        .param("kind", source.kind().slug())
        .param("cluster", cluster.value())
        .param("namespace", source.namespace())
        .param("name", source.name())
        .param("uid", source.uid())
        .param("facts", json.writeValueAsString(source.facts()))
        .param("purpose", source.purpose())
        .query((row, _) -> new Known(row.getObject("id", UUID.class), row.getBoolean("purpose")));
  }

  /// Notes that the cluster shows none but these of a kind any more.
  void gone(ClusterId cluster, BackupKind kind, List<UUID> still) {
    jdbc.sql(
            """
            update backup_source set gone_at = clock_timestamp()
            where cluster = :cluster and kind = :kind and gone_at is null and id <> all (:still)
            """)
        .param("cluster", cluster.value())
        .param("kind", kind.slug())
        .param("still", still.toArray(UUID[]::new))
        .update();
  }

  /// Notes that a cluster is known no more. One that was seen a moment ago is of a cluster that
  /// another replica knows already, or still.
  int keepOnly(Collection<ClusterId> known, Duration since) {
    return jdbc.sql(
            """
            update backup_source set gone_at = clock_timestamp()
            where cluster is not null and cluster <> all (:known) and gone_at is null
              and seen_at < clock_timestamp() - make_interval(secs => :since)
            """)
        .param("known", known.stream().map(ClusterId::value).toArray(UUID[]::new))
        .param("since", since.toSeconds())
        .update();
  }

  /// Ends a declared one for good, and what may report in for it with it.
  void retire(UUID id, String by) {
    jdbc.sql("delete from backup_report_key where source = :id").param("id", id).update();
    jdbc.sql(
            """
            update backup_source set gone_at = clock_timestamp(), edited_by = :by,
              edited_at = clock_timestamp()
            where id = :id and cluster is null and gone_at is null
            """)
        .param("id", id)
        .param("by", by)
        .update();
  }

  UUID declare(String name, SourceFacts facts, List<UUID> services, String note) {
    return jdbc.sql(
            """
            insert into backup_source (id, kind, name, facts, purpose, anchor_at, services, note)
            values (:id, 'declared', :name, cast(:facts as jsonb), true, clock_timestamp(), :services,
              :note)
            on conflict do nothing returning id
            """)
        .param("id", UuidV7.next())
        .param("name", name)
        .param("facts", json.writeValueAsString(facts))
        .param("services", services.toArray(UUID[]::new))
        .param("note", note)
        .query(UUID.class)
        .optional()
        .orElseThrow(() ->
            new FieldRefused(
                "name", "A backup of this name is declared already. Give it another one."));
  }

  void edit(
      UUID id,
      @Nullable Integer rpoMinutes,
      @Nullable String zone,
      @Nullable List<UUID> services,
      @Nullable Boolean purpose,
      String by) {
    jdbc.sql(
            """
            update backup_source set rpo_minutes = :rpo, services = :services,
              anchor_at = case when zone is distinct from :zone then clock_timestamp()
                else anchor_at end,
              zone = :zone, purpose_by_hand = :purpose, edited_by = :by,
              edited_at = clock_timestamp()
            where id = :id
            """)
        .param("id", id)
        .param("rpo", rpoMinutes, Types.INTEGER)
        .param("zone", zone, Types.VARCHAR)
        .param("services", services == null ? null : services.toArray(UUID[]::new))
        .param("purpose", purpose, Types.BOOLEAN)
        .param("by", by)
        .update();
  }

  private SourceRow row(ResultSet row, int number) throws SQLException {
    var cluster = row.getObject("cluster", UUID.class);
    var byHand = row.getObject("purpose_by_hand", Boolean.class);
    var services = row.getArray("services");
    return new SourceRow(
        row.getObject("id", UUID.class),
        BackupKind.ofSlug(row.getString("kind")),
        cluster == null ? null : new ClusterId(cluster),
        row.getString("namespace"),
        row.getString("name"),
        json.readValue(row.getString("facts"), SourceFacts.class),
        byHand == null ? row.getBoolean("purpose") : byHand,
        byHand != null,
        instant(row, "anchor_at"),
        instant(row, "first_seen_at"),
        instant(row, "seen_at"),
        maybe(row, "gone_at"),
        row.getObject("rpo_minutes", Integer.class),
        row.getString("zone"),
        services == null ? null : List.of((UUID[]) services.getArray()),
        row.getString("note"),
        row.getString("edited_by"),
        maybe(row, "edited_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
