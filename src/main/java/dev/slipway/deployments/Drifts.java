package dev.slipway.deployments;

import dev.slipway.clusters.PlacementId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds where somebody outside the portal has changed a template since the portal's last
/// deployment.
@Component
class Drifts {

  private final JdbcClient jdbc;
  private final DeploymentReader reader;

  Drifts(JdbcClient jdbc, DeploymentReader reader) {
    this.jdbc = jdbc;
    this.reader = reader;
  }

  Optional<Drift> of(PlacementId placement) {
    return Optional.ofNullable(left(List.of(placement)).get(placement))
        .map(left ->
            new Drift(
                left,
                reader.recent(placement, 1).stream()
                    .filter(DeploymentSummary::observed)
                    .findFirst()
                    .orElse(null)));
  }

  /// What the portal left, by placement, where something else runs. Only after a deployment that
  /// succeeded: one that failed or runs promises nothing. What was seen before it began is not
  /// newer than it.
  ///
  /// @param placements null for all
  Map<PlacementId, DeploymentSummary> left(@Nullable Collection<PlacementId> placements) {
    Map<PlacementId, DeploymentSummary> left = new HashMap<>();
    jdbc.sql(
            """
            select last.* from seen_workload seen
            cross join lateral (
              select * from deployment
              where placement = seen.placement and not observed and to_template is not null
              order by queued_at desc, id desc limit 1) last
            where (cast(:placements as uuid[]) is null or seen.placement = any (:placements))
              and last.state = 'succeeded' and seen.template <> last.to_template
              and seen.changed_at > last.started_at
            """)
        .param(
            "placements",
            placements == null
                ? null
                : placements.stream().map(PlacementId::value).toArray(UUID[]::new))
        .query(DeploymentReader::summary)
        .list()
        .forEach(each -> left.put(each.placement(), each));
    return left;
  }
}
