package dev.slipway.deployments;

import dev.slipway.clusters.PlacementId;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads since when that runs which was seen last: by the newest change that put its template
/// there, be it a rollout, the way back or a restart, whoever made it and however it ended, or that
/// named its version and succeeded or was seen; of both the newer one.
@Repository
class VersionReader {

  private final JdbcClient jdbc;

  VersionReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param placements null for all
  Map<PlacementId, VersionSince> since(@Nullable Collection<PlacementId> placements) {
    Map<PlacementId, VersionSince> since = new HashMap<>();
    jdbc.sql(
            """
            select seen.placement, seen.version, d.at from seen_workload seen
            cross join lateral (
              select coalesce(ended_at, queued_at) as at from deployment
              where placement = seen.placement and (observed or effect <> 'NONE')
                and (to_template = seen.template and kind in ('rollout', 'rollback', 'restart', 'resources')
                  or to_version = seen.version and kind in ('rollout', 'rollback')
                    and state in ('succeeded', 'observed'))
              order by queued_at desc, id desc limit 1) d
            where cast(:placements as uuid[]) is null or seen.placement = any (:placements)
            """)
        .param(
            "placements",
            placements == null
                ? null
                : placements.stream().map(PlacementId::value).toArray(UUID[]::new))
        .query(row -> {
          since.put(
              new PlacementId(row.getObject("placement", UUID.class)),
              new VersionSince(
                  row.getString("version"), row.getObject("at", OffsetDateTime.class).toInstant()));
        });
    return since;
  }
}
