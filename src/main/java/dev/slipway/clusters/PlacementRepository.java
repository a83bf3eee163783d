package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Placements as rows.
@Repository
class PlacementRepository {

  private static final String SELECT =
      "select id, service_id, environment_id, cluster_id, namespace, kind, name, container"
          + " from placement ";

  private final JdbcClient jdbc;

  PlacementRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
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

  List<Placement> in(ClusterId cluster, String namespace) {
    return jdbc.sql(SELECT + "where cluster_id = ? and namespace = ?")
        .param(cluster.value())
        .param(namespace)
        .query(PlacementRepository::row)
        .list();
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
  void change(Placement placement) {
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
  }

  /// Differs whenever the content does.
  String stamp() {
    return jdbc.sql("select count(*) || ' ' || coalesce(max(placed_at)::text, '') from placement")
        .query(String.class)
        .single();
  }

  /// Inserts, or changes the container of the same placement.
  ///
  /// @throws org.springframework.dao.DuplicateKeyException if the service or the workload is placed
  ///   already
  void save(Placement placement) {
    jdbc.sql(
            """
            insert into placement
              (id, service_id, environment_id, cluster_id, namespace, kind, name, container)
            values (:id, :service, :environment, :cluster, :namespace, :kind, :name, :container)
            on conflict (id) do update
              set container = excluded.container, placed_at = clock_timestamp()
            """)
        .param("id", placement.id().value())
        .param("service", placement.service().value())
        .param("environment", placement.environment().value())
        .param("cluster", placement.workload().cluster().value())
        .param("namespace", placement.workload().namespace())
        .param("kind", placement.workload().kind().name())
        .param("name", placement.workload().name())
        .param("container", placement.container())
        .update();
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
