package dev.slipway.deployments;

import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.policies.spi.PausedSync;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Applications that a plan of this portal keeps from syncing by themselves: the application says
/// that it is paused and by which deployment, the history who that was.
@Service
@Transactional(readOnly = true)
public class PausedSyncs implements PausedSync {

  /// After so long somebody has probably forgotten it.
  static final Duration LONG = Duration.ofHours(4);

  private final LiveWorkloads workloads;
  private final Placements placements;
  private final JdbcClient jdbc;

  PausedSyncs(LiveWorkloads workloads, Placements placements, JdbcClient jdbc) {
    this.workloads = workloads;
    this.placements = placements;
    this.jdbc = jdbc;
  }

  /// A pause that lasts.
  ///
  /// @param by who asked for it; null where this portal's history does not know the deployment
  public record Pause(
      String application,
      @Nullable UUID deployment,
      @Nullable String by,
      @Nullable Instant since,
      String reason,
      Duration lasts) {

    public boolean isLong() {
      return lasts.compareTo(LONG) >= 0;
    }

    public String sentence() {
      return by == null
          ? "Automatic sync of %s is paused, by a plan that this portal's history does not know."
              .formatted(application)
          : "Automatic sync of %s is paused by %s, for %s: %s"
              .formatted(application, by, Words.duration(lasts), ended(reason));
    }

    private static String ended(String reason) {
      return reason.matches("(?s).*[.!?]") ? reason : reason + ".";
    }
  }

  public Optional<Pause> on(WorkloadRef workload) {
    return workloads.state(workload).stream()
        .flatMap(state -> state.owners().stream())
        .filter(owner -> owner.sync() != null && owner.sync().isPaused())
        .findFirst()
        .map(this::pause);
  }

  private Pause pause(Owner owner) {
    var sync = owner.sync();
    var id = sync == null ? null : uuid(sync.pausedBy());
    return jdbc.sql(
            """
            select requester_name, reason, ended_at,
              extract(epoch from clock_timestamp() - coalesce(ended_at, queued_at)) as lasts
            from deployment where id = :id
            """)
        .param("id", id)
        .query((row, _) -> {
          var ended = row.getObject("ended_at", OffsetDateTime.class);
          return new Pause(
              owner.name(),
              id,
              row.getString("requester_name"),
              ended == null ? null : ended.toInstant(),
              row.getString("reason"),
              Duration.ofSeconds(Math.max(0, row.getLong("lasts"))));
        })
        .optional()
        .orElseGet(() -> new Pause(owner.name(), null, null, null, "", Duration.ZERO));
  }

  private static @Nullable UUID uuid(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  @Override
  public Optional<String> words(UUID placement) {
    return placements
        .byId(new PlacementId(placement))
        .flatMap(found -> on(found.workload()))
        .map(pause ->
            pause.sentence()
                + " Nothing that it delivers is put back until it is resumed; then whatever its"
                + " source does not say is.");
  }
}
