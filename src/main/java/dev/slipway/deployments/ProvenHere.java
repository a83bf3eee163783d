package dev.slipway.deployments;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.policies.spi.ProvenVersions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What succeeded in the environment before, out of the history, or by what runs there well now
/// where others brought it there.
@Component
class ProvenHere implements ProvenVersions {

  private final Placements placements;
  private final Environments environments;
  private final LiveWorkloads workloads;
  private final JdbcClient jdbc;

  ProvenHere(
      Placements placements, Environments environments, LiveWorkloads workloads, JdbcClient jdbc) {
    this.placements = placements;
    this.environments = environments;
    this.workloads = workloads;
    this.jdbc = jdbc;
  }

  /// Where a service runs, and what that place is.
  private record Place(EnvironmentView environment, Placement placement) {}

  @Override
  public Optional<String> before(UUID placement) {
    return lower(placement).map(place -> place.environment().name());
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<String> proof(UUID placement, String digest) {
    return lower(placement)
        .flatMap(place -> history(place.placement(), digest).or(() -> running(place, digest)));
  }

  private Optional<Place> lower(UUID id) {
    var here = placements.byId(new PlacementId(id)).orElse(null);
    if (here == null) {
      return Optional.empty();
    }
    var rank = environments.byId(here.environment()).map(EnvironmentView::rank).orElse(0);
    return placements.ofService(here.service()).stream()
        .flatMap(other ->
            environments.byId(other.environment()).map(it -> new Place(it, other)).stream())
        .filter(place -> place.environment().rank() < rank)
        .max(Comparator.comparingInt(place -> place.environment().rank()));
  }

  /// What was taken back there is no proof, whoever took it back.
  private Optional<String> history(Placement there, String digest) {
    return jdbc.sql(
            """
            select requester_name, approvers,
              extract(epoch from clock_timestamp() - ended_at) as ago
            from deployment
            where placement = :placement and state = 'succeeded' and rolled_back_by is null
              and kind in ('rollout', 'rollback')
              and jsonb_path_exists(digests, '$.*[*] ? (@ == $wanted)',
                jsonb_build_object('wanted', cast(:digest as text)))
            order by ended_at desc limit 1
            """)
        .param("placement", there.id().value())
        .param("digest", digest)
        .query(ProvenHere::words)
        .optional();
  }

  private static String words(ResultSet row, int number) throws SQLException {
    var approvers = String.join(", ", RecordedTargets.texts(row.getArray("approvers")));
    return "rolled out there by %s %s ago%s"
        .formatted(
            row.getString("requester_name"),
            Words.duration(Duration.ofSeconds(row.getLong("ago"))),
            approvers.isEmpty() ? "" : ", signed off by " + approvers);
  }

  private Optional<String> running(Place place, String digest) {
    return workloads
        .state(place.placement().workload())
        .filter(state -> state.health() == Health.HEALTHY)
        .filter(state ->
            state.images().stream().anyMatch(image -> digest.equals(image.runningDigest())))
        .map(_ -> "runs there now and is healthy");
  }
}
