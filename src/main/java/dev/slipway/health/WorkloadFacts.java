package dev.slipway.health;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LastKnown;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a workload says of its service. Nothing turns green, or red, from a cluster that is not
/// live: what was last seen is told beside.
final class WorkloadFacts {

  private WorkloadFacts() {}

  /// @param live what a watch last saw; null where it sees none
  /// @param last what was kept over a start; null where nothing ever was
  static StatusFact of(
      Placement placement,
      @Nullable WorkloadState live,
      Freshness freshness,
      @Nullable LastKnown last,
      String href) {
    if (freshness.state() != Freshness.State.LIVE) {
      return fact(
          placement, HealthState.UNKNOWN, stale(live, freshness, last), null, freshness, href);
    }
    if (live != null) {
      return fact(placement, state(live), reason(live), live.since(), freshness, href);
    }
    return last == null
        ? fact(placement, HealthState.SUSPENDED, "Nothing has run here yet.", null, freshness, href)
        : fact(
            placement,
            HealthState.FAILED,
            "The cluster has no such workload any more.",
            null,
            freshness,
            href);
  }

  private static StatusFact fact(
      Placement placement,
      HealthState state,
      String reason,
      @Nullable Instant since,
      Freshness freshness,
      String href) {
    var workload = placement.workload();
    return new StatusFact(
        StatusFact.Source.WORKLOAD,
        workload.kind().kubernetes() + " " + workload.name(),
        state,
        reason,
        since,
        freshness.asOf(),
        href);
  }

  private static HealthState state(WorkloadState live) {
    return switch (live.health()) {
      case FAILED -> HealthState.FAILED;
      case DEGRADED -> HealthState.DEGRADED;
      case PROGRESSING -> HealthState.PROGRESSING;
      case SUSPENDED -> HealthState.SUSPENDED;
      case UNKNOWN -> HealthState.UNKNOWN;
      case HEALTHY ->
          switch (live.rollout()) {
            case STALLED, BLOCKED -> HealthState.DEGRADED;
            case PAUSED, SCALED_TO_ZERO -> HealthState.SUSPENDED;
            case PROGRESSING, COMPLETE, UNKNOWN -> HealthState.HEALTHY;
          };
    };
  }

  private static String reason(WorkloadState live) {
    var said = live.healthReason().isEmpty() ? live.rolloutReason() : live.healthReason();
    var stuck =
        live.rollout() == RolloutVerdict.STALLED || live.rollout() == RolloutVerdict.BLOCKED;
    return stuck && !said.contains(live.rolloutReason())
        ? sentence(said + "; " + live.rolloutReason())
        : sentence(said);
  }

  private static String stale(
      @Nullable WorkloadState live, Freshness freshness, @Nullable LastKnown last) {
    var why = freshness.reason() == null ? "its cluster is silent" : freshness.reason();
    var known = "No live word of it: " + why + ".";
    if (live != null) {
      return known + " Last seen " + word(live.health()) + ", " + sentence(live.healthReason());
    }
    if (last == null) {
      return known + " It was never seen.";
    }
    return last.gone()
        ? known + " When last seen it was gone."
        : known + " Last seen " + word(last.health()) + ", " + sentence(last.healthReason());
  }

  private static String word(Health health) {
    return health.name().toLowerCase(Locale.ROOT);
  }

  private static String sentence(String said) {
    return said.isEmpty() || said.endsWith(".") ? said : said + ".";
  }
}
