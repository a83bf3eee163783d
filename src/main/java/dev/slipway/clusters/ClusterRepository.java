package dev.slipway.clusters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Registered clusters. A registration has no life cycle of its own, so it is rows, not an
/// aggregate.
@Repository
class ClusterRepository {

  private static final String SELECT =
      """
      select id, slug, name, server, configured, in_cluster, uid, expires_at, registered_at,
             changed_at
      from cluster
      """;

  static final long CONNECTING = 7_365_120_994_017_003L;

  private final JdbcClient jdbc;

  ClusterRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One row, without the credential.
  record Row(
      ClusterId id,
      String slug,
      String name,
      String server,
      boolean configured,
      boolean inCluster,
      @Nullable String uid,
      @Nullable Instant expiresAt,
      Instant registeredAt,
      Instant changedAt) {}

  List<Row> all() {
    return jdbc.sql(SELECT + "order by slug").query(ClusterRepository::row).list();
  }

  Optional<Row> byId(ClusterId id) {
    return jdbc.sql(SELECT + "where id = ?")
        .param(id.value())
        .query(ClusterRepository::row)
        .optional();
  }

  Optional<Row> bySlug(String slug) {
    return jdbc.sql(SELECT + "where slug = ?").param(slug).query(ClusterRepository::row).optional();
  }

  /// Keeps the cluster, and what is known of its identity, as it is until the transaction ends.
  ///
  /// @return false if there is no such cluster, or no more
  boolean hold(ClusterId id) {
    return !jdbc.sql("select id from cluster where id = ? for share")
        .param(id.value())
        .query()
        .listOfRows()
        .isEmpty();
  }

  /// Whether it is known which API server this is: what ran there is found by that alone.
  boolean isMet(ClusterId id) {
    return byId(id).map(Row::uid).isPresent();
  }

  /// Nobody else connects a cluster until the transaction ends: two who connect one API server
  /// would each find that it is not connected yet.
  void takeTurn() {
    jdbc.sql("select 1 from pg_advisory_xact_lock(:key)")
        .param("key", CONNECTING)
        .query()
        .listOfRows();
  }

  /// Nobody places anything on it until the transaction ends.
  void lock(ClusterId id) {
    jdbc.sql("select id from cluster where id = ? for update")
        .param(id.value())
        .query()
        .listOfRows();
  }

  int placements(ClusterId id) {
    return jdbc.sql("select count(*) from placement where cluster_id = ?")
        .param(id.value())
        .query(Integer.class)
        .single();
  }

  void remove(ClusterId id) {
    jdbc.sql("delete from cluster_lease where cluster_id = ?").param(id.value()).update();
    jdbc.sql("delete from cluster where id = ?").param(id.value()).update();
  }

  byte @Nullable [] sealed(ClusterId id) {
    return jdbc.sql("select kubeconfig from cluster where id = ?")
        .param(id.value())
        .query((rows, _) -> Optional.ofNullable(rows.getBytes(1)))
        .optional()
        .flatMap(found -> found)
        .orElse(null);
  }

  /// Adds it or puts it in place of the former row.
  ///
  /// @return whether anything is other than before
  boolean save(Row row, byte @Nullable [] sealed) {
    return jdbc.sql(
                """
                insert into cluster
                  (id, slug, name, server, configured, in_cluster, kubeconfig, expires_at)
                values
                  (:id, :slug, :name, :server, :configured, :inCluster, :kubeconfig, :expiresAt)
                on conflict (id) do update
                  set name = excluded.name, server = excluded.server, configured = excluded.configured,
                      in_cluster = excluded.in_cluster, kubeconfig = excluded.kubeconfig,
                      expires_at = excluded.expires_at, expiry_told = 0,
                      changed_at = clock_timestamp()
                  -- A replica that starts with the same configuration is no news for the others.
                  where (cluster.name, cluster.server, cluster.configured, cluster.in_cluster,
                         cluster.kubeconfig, cluster.expires_at)
                    is distinct from
                    (excluded.name, excluded.server, excluded.configured, excluded.in_cluster,
                     excluded.kubeconfig, excluded.expires_at)
                """)
            .param("id", row.id.value())
            .param("slug", row.slug)
            .param("name", row.name)
            .param("server", row.server)
            .param("configured", row.configured)
            .param("inCluster", row.inCluster)
            .param("kubeconfig", sealed)
            .param(
                "expiresAt", row.expiresAt == null ? null : row.expiresAt.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  /// Records the identity of a cluster once.
  ///
  /// @return the identity that counts
  String met(ClusterId id, String uid, String version) {
    jdbc.sql("update cluster set uid = coalesce(uid, :uid), version = :version where id = :id")
        .param("uid", uid)
        .param("version", version)
        .param("id", id.value())
        .update();
    return byId(id).map(Row::uid).orElse(uid);
  }

  /// Notes that people were told how near the end of the credentials is.
  ///
  /// @param within how long before the end they are told, by the database's clock
  /// @return whether they had not been told so yet
  boolean tell(ClusterId id, int stage, Duration within) {
    return jdbc.sql(
                """
                update cluster set expiry_told = :stage
                where id = :id and expiry_told < :stage
                  and expires_at <= clock_timestamp() + :within * interval '1 second'
                """)
            .param("stage", stage)
            .param("id", id.value())
            .param("within", within.toSeconds())
            .update()
        == 1;
  }

  /// Notes that people were told that the credentials are not accepted; those that have ended by
  /// themselves were told of.
  ///
  /// @return whether they had not been told so yet of these credentials
  boolean tellRefused(ClusterId id, int stage) {
    return jdbc.sql(
                """
                update cluster set expiry_told = :stage
                where id = :id and expiry_told < :stage
                  and (expires_at is null or expires_at > clock_timestamp())
                """)
            .param("stage", stage)
            .param("id", id.value())
            .update()
        == 1;
  }

  /// The cluster was live until just now.
  void seen(ClusterId id) {
    jdbc.sql("update cluster set seen_at = clock_timestamp() where id = ?")
        .param(id.value())
        .update();
  }

  private static Row row(ResultSet rows, int number) throws SQLException {
    return new Row(
        new ClusterId(rows.getObject("id", UUID.class)),
        rows.getString("slug"),
        rows.getString("name"),
        rows.getString("server"),
        rows.getBoolean("configured"),
        rows.getBoolean("in_cluster"),
        rows.getString("uid"),
        instant(rows, "expires_at"),
        rows.getObject("registered_at", OffsetDateTime.class).toInstant(),
        rows.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    var at = rows.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
