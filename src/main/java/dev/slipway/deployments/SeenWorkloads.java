package dev.slipway.deployments;

import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.spi.PlacementChanged;
import dev.slipway.clusters.spi.PlacementRemoved;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What was seen last of each placement; its row is the lock of whoever writes observations.
@Repository
class SeenWorkloads {

  private final JdbcClient jdbc;

  SeenWorkloads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One look.
  ///
  /// @param template keyed hash of the pod template
  /// @param changedAt when the template was last seen to change, by the database's clock
  record Seen(
      String uid,
      String template,
      String version,
      int replicas,
      Instant changedAt,
      Instant scaledAt) {}

  Optional<Seen> find(PlacementId placement, boolean lock) {
    return jdbc.sql("select * from seen_workload where placement = ?" + (lock ? " for update" : ""))
        .param(placement.value())
        .query((row, _) ->
            new Seen(
                row.getString("object_uid"),
                row.getString("template"),
                row.getString("version"),
                row.getInt("replicas"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getObject("scaled_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /// In the transaction of the change: the new workload is seen for the first time.
  @EventListener
  void on(PlacementChanged change) {
    forget(change.now().id());
  }

  @EventListener
  void on(PlacementRemoved removal) {
    forget(removal.was().id());
  }

  private void forget(PlacementId placement) {
    jdbc.sql("delete from seen_workload where placement = ?").param(placement.value()).update();
  }

  void keep(
      PlacementId placement,
      String uid,
      String template,
      String version,
      int replicas,
      long generation) {
    jdbc.sql(
            """
            insert into seen_workload as seen
              (placement, object_uid, template, version, replicas, generation)
            values (:placement, :uid, :template, :version, :replicas, :generation)
            on conflict (placement) do update set
              object_uid = excluded.object_uid, template = excluded.template,
              version = excluded.version, replicas = excluded.replicas,
              generation = excluded.generation,
              changed_at = case when seen.template = excluded.template then seen.changed_at
                else clock_timestamp() end,
              scaled_at = case when seen.replicas = excluded.replicas then seen.scaled_at
                else clock_timestamp() end
            """)
        .param("placement", placement.value())
        .param("uid", uid)
        .param("template", template)
        .param("version", version)
        .param("replicas", replicas)
        .param("generation", generation)
        .update();
  }
}
