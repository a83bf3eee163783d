package dev.slipway.clusters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What was last seen of placements. A row holds until the cluster was last live, so that a quiet
/// workload needs no writes.
@Repository
class LastKnownRepository {

  private static final String SELECT =
      """
      select k.*, greatest(k.as_of, c.seen_at) as seen
      from placement_last_known k
        join placement p on p.id = k.placement_id
        join cluster c on c.id = p.cluster_id
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  LastKnownRepository(JdbcClient jdbc, JdbcTemplate batch) {
    this.jdbc = jdbc;
    this.batch = batch;
  }

  Optional<LastKnown> of(PlacementId placement) {
    return jdbc.sql(SELECT + "where k.placement_id = ?")
        .param(placement.value())
        .query(LastKnownRepository::row)
        .optional();
  }

  List<LastKnown> all() {
    return jdbc.sql(SELECT).query(LastKnownRepository::row).list();
  }

  /// What is seen now, of placements that still are. Only the holder of a cluster's lease writes,
  /// so the last one is the newest.
  void save(Collection<LastKnown> seen) {
    batch.batchUpdate(
        """
        insert into placement_last_known
          (placement_id, image, digest, rollout, health, health_reason, desired, ready)
        select id, ?, ?, ?, ?, ?, ?, ? from placement where id = ?
        on conflict (placement_id) do update
          set image = excluded.image, digest = excluded.digest, rollout = excluded.rollout,
              health = excluded.health, health_reason = excluded.health_reason,
              desired = excluded.desired, ready = excluded.ready, gone = false,
              as_of = clock_timestamp()
        """,
        seen.stream()
            .map(each ->
                new Object[] {
                  each.image(),
                  each.digest(),
                  each.rollout().name(),
                  each.health().name(),
                  each.healthReason(),
                  each.desired(),
                  each.ready(),
                  each.placement().value()
                })
            .toList());
  }

  /// The cluster has no such workload any more. What ran there is kept, to say what is missing.
  ///
  /// @return whether it was there when somebody looked last
  boolean gone(PlacementId placement) {
    return jdbc.sql(
                """
                update placement_last_known set gone = true, as_of = clock_timestamp()
                 where placement_id = ? and not gone
                """)
            .param(placement.value())
            .update()
        > 0;
  }

  private static LastKnown row(ResultSet rows, int number) throws SQLException {
    return new LastKnown(
        new PlacementId(rows.getObject("placement_id", UUID.class)),
        rows.getString("image"),
        rows.getString("digest"),
        RolloutVerdict.valueOf(rows.getString("rollout")),
        Health.valueOf(rows.getString("health")),
        rows.getString("health_reason"),
        rows.getInt("desired"),
        rows.getInt("ready"),
        rows.getBoolean("gone"),
        rows.getObject("seen", OffsetDateTime.class).toInstant());
  }
}
