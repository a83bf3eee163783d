package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Placements as rows.
@Repository
class PlacementRepository {

  private static final String SELECT =
      "select id, service_id, environment_id, cluster_id, namespace, kind, name, container"
          + " from placement ";

  /// Of the cluster `:cluster`, or of another one that proved to be the same.
  private static final String SAME_SERVER =
      "cluster_id in (select other.id from cluster mine join cluster other"
          + " on other.id = mine.id or other.uid = mine.uid where mine.id = :cluster) ";

  private final JdbcClient jdbc;
  private final FormerPlacements former;

  PlacementRepository(JdbcClient jdbc, FormerPlacements former) {
    this.jdbc = jdbc;
    this.former = former;
  }

  List<Placement> all() {
    return jdbc.sql(SELECT + "order by id").query(PlacementRepository::row).list();
  }

  Optional<Placement> at(ServiceId service, EnvironmentId environment) {
    return jdbc.sql(SELECT + "where service_id = ? and environment_id = ?")
        .param(service.value())
        .param(environment.value())
        .query(PlacementRepository::row)
        .optional();
  }

  /// Whatever the API server of this cluster is called where they were placed.
  List<Placement> in(ClusterId cluster, String namespace) {
    return jdbc.sql(SELECT + "where namespace = :namespace and " + SAME_SERVER)
        .param("cluster", cluster.value())
        .param("namespace", namespace)
        .query(PlacementRepository::row)
        .list();
  }

  /// Who runs on this workload, under whichever name of its API server.
  ///
  /// @param but a placement that does not count; null if all do
  Optional<Placement> on(WorkloadRef workload, @Nullable PlacementId but) {
    return jdbc.sql(
            SELECT
                + "where namespace = :namespace and kind = :kind and name = :name"
                + " and id is distinct from cast(:but as uuid) and "
                + SAME_SERVER
                + " order by placed_at limit 1")
        .param("cluster", workload.cluster().value())
        .param("namespace", workload.namespace())
        .param("kind", workload.kind().name())
        .param("name", workload.name())
        .param("but", but == null ? null : but.value())
        .query(PlacementRepository::row)
        .optional();
  }

  /// The row itself, for whoever decides by it in a transaction.
  ///
  /// @param lock whether nobody else may change it until the transaction ends
  Optional<Placement> byId(PlacementId id, boolean lock) {
    return jdbc.sql(SELECT + "where id = ?" + (lock ? " for update" : ""))
        .param(id.value())
        .query(PlacementRepository::row)
        .optional();
  }

  /// Names another workload for the same placement; what was seen of the former one is forgotten.
  ///
  /// @throws org.springframework.dao.DuplicateKeyException if the workload runs another service
  void change(Placement was, Placement placement, String reason, Actor actor) {
    if (!was.workload().equals(placement.workload())) {
      former.keep(was, false, reason, actor);
    }
    jdbc.sql(
            """
            update placement set cluster_id = :cluster, namespace = :namespace, kind = :kind,
              name = :name, container = :container, placed_at = clock_timestamp()
             where id = :id
            """)
        .param("id", placement.id().value())
        .param("cluster", placement.workload().cluster().value())
        .param("namespace", placement.workload().namespace())
        .param("kind", placement.workload().kind().name())
        .param("name", placement.workload().name())
        .param("container", placement.container())
        .update();
    jdbc.sql("delete from placement_last_known where placement_id = ?")
        .param(placement.id().value())
        .update();
    settle(was.workload());
  }

  /// Ends a placement. What was seen of it goes with it, its history stays.
  void end(Placement placement, String reason, Actor actor) {
    former.keep(placement, true, reason, actor);
    jdbc.sql("delete from placement where id = ?").param(placement.id().value()).update();
    settle(placement.workload());
  }

  /// A workload that was placed twice before its clusters were known to be one belongs to the other
  /// placement now.
  private void settle(WorkloadRef left) {
    on(left, null)
        .ifPresent(stays ->
            jdbc.sql(
                    """
                    update placement set name = name where id = :id and not exists (
                      select 1 from placement other join cluster mine on mine.id = :cluster
                       where other.api_server = mine.uid and other.namespace = :namespace
                         and other.kind = :kind and other.name = :name)
                    """)
                .param("id", stays.id().value())
                .param("cluster", left.cluster().value())
                .param("namespace", left.namespace())
                .param("kind", left.kind().name())
                .param("name", left.name())
                .update());
  }

  /// Differs whenever the content does: by the transactions that wrote the rows, for what was
  /// written first may be committed last.
  String stamp() {
    return jdbc.sql("select count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) from placement")
        .query(String.class)
        .single();
  }

  /// Stores a new placement.
  ///
  /// @return false if the service or the workload is placed already
  boolean add(Placement placement) {
    return jdbc.sql(
                """
                insert into placement
                  (id, service_id, environment_id, cluster_id, namespace, kind, name, container)
                values (:id, :service, :environment, :cluster, :namespace, :kind, :name, :container)
                on conflict do nothing
                """)
            .param("id", placement.id().value())
            .param("service", placement.service().value())
            .param("environment", placement.environment().value())
            .param("cluster", placement.workload().cluster().value())
            .param("namespace", placement.workload().namespace())
            .param("kind", placement.workload().kind().name())
            .param("name", placement.workload().name())
            .param("container", placement.container())
            .update()
        == 1;
  }

  private static Placement row(ResultSet rows, int number) throws SQLException {
    return new Placement(
        new PlacementId(rows.getObject("id", UUID.class)),
        new ServiceId(rows.getObject("service_id", UUID.class)),
        new EnvironmentId(rows.getObject("environment_id", UUID.class)),
        new WorkloadRef(
            new ClusterId(rows.getObject("cluster_id", UUID.class)),
            rows.getString("namespace"),
            WorkloadKind.valueOf(rows.getString("kind")),
            rows.getString("name")),
        rows.getString("container"));
  }
}
