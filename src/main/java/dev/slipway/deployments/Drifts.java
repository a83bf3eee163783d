package dev.slipway.deployments;

import dev.slipway.clusters.PlacementId;
import java.util.Optional;
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

  /// Only after a deployment that succeeded: one that failed or runs promises nothing. What was
  /// seen before it began is not newer than it.
  Optional<Drift> of(PlacementId placement) {
    return jdbc.sql(
            """
            select * from (
              select d.*, seen.template as runs, seen.changed_at from deployment d
              join seen_workload seen on seen.placement = d.placement
              where d.placement = :placement and not d.observed and d.to_template is not null
              order by d.queued_at desc, d.id desc limit 1) last
            where last.state = 'succeeded' and last.runs <> last.to_template
              and last.changed_at > last.started_at
            """)
        .param("placement", placement.value())
        .query(DeploymentReader::summary)
        .optional()
        .map(left ->
            new Drift(
                left,
                reader.recent(placement, 1).stream()
                    .filter(DeploymentSummary::observed)
                    .findFirst()
                    .orElse(null)));
  }
}
