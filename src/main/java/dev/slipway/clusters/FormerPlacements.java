package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.clusters.spi.TakenOff;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Where services ran before.
@Repository
class FormerPlacements {

  private final JdbcClient jdbc;

  FormerPlacements(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param takenOff whether the service runs there no more by a person's word, not elsewhere
  void keep(Placement was, boolean takenOff, String reason, Actor actor) {
    jdbc.sql(
            """
            insert into placement_former (id, placement, service_id, environment_id, cluster,
              api_server, namespace, kind, name, taken_off, reason, ended_by)
            select :id, p.id, p.service_id, p.environment_id, c.slug, coalesce(c.uid, c.id::text),
              p.namespace, p.kind, p.name, :off, :reason, :by
              from placement p join cluster c on c.id = p.cluster_id where p.id = :placement
            """)
        .param("id", UuidV7.next())
        .param("off", takenOff)
        .param("reason", reason)
        .param("by", actor.name())
        .param("placement", was.id().value())
        .update();
  }

  /// Environments that have had something in a namespace of this cluster's API server.
  List<EnvironmentId> environments(ClusterId cluster, String namespace) {
    return jdbc.sql(
            """
            select distinct former.environment_id from placement_former former
             where former.namespace = :namespace and former.api_server in (
               select unnest(array[other.uid, other.id::text]) from cluster mine join cluster other
                 on other.id = mine.id or other.uid = mine.uid where mine.id = :cluster)
            """)
        .param("cluster", cluster.value())
        .param("namespace", namespace)
        .query((row, _) -> new EnvironmentId(row.getObject("environment_id", UUID.class)))
        .list();
  }

  /// Environments in which this very workload has run a service.
  List<EnvironmentId> environments(WorkloadRef workload) {
    return jdbc.sql(
            """
            select distinct former.environment_id from placement_former former
             where former.namespace = :namespace and former.kind = :kind and former.name = :name
               and former.api_server in (
                 select unnest(array[other.uid, other.id::text]) from cluster mine join cluster other
                   on other.id = mine.id or other.uid = mine.uid where mine.id = :cluster)
            """)
        .param("cluster", workload.cluster().value())
        .param("namespace", workload.namespace())
        .param("kind", workload.kind().name())
        .param("name", workload.name())
        .query((row, _) -> new EnvironmentId(row.getObject("environment_id", UUID.class)))
        .list();
  }

  /// The last time that a service was taken off an environment.
  Optional<TakenOff> last(ServiceId service, EnvironmentId environment) {
    return jdbc.sql(
            """
            select * from placement_former
             where service_id = ? and environment_id = ? and taken_off
             order by ended_at desc limit 1
            """)
        .params(service.value(), environment.value())
        .query((row, _) ->
            new TakenOff(
                row.getString("cluster"),
                WorkloadKind.valueOf(row.getString("kind")).kubernetes()
                    + " "
                    + row.getString("namespace")
                    + "/"
                    + row.getString("name"),
                row.getString("ended_by"),
                row.getString("reason"),
                row.getObject("ended_at", OffsetDateTime.class).toInstant()))
        .optional();
  }
}
