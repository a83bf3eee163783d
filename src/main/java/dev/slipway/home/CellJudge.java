package dev.slipway.home;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.RolloutVerdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Decides what a cell says. A cluster that is not live is told before everything else: what was
/// last seen stays, and never looks healthy. That something else runs than the portal left takes
/// only the place of what is well.
final class CellJudge {

  private CellJudge() {}

  /// @param left the version that the portal's last deployment left where something else runs now,
  ///   or empty
  static Cell judge(
      PlacementId placement,
      Observed observed,
      @Nullable Instant versionSince,
      @Nullable Pending pending,
      String locked,
      String left) {
    var drift = observed.isLive() && !observed.gone() && !left.isEmpty();
    var judged = state(observed, pending);
    var state = drift && judged == CellState.HEALTHY ? CellState.DRIFT : judged;
    var stale = !observed.isLive();
    return new Cell(
        placement,
        state,
        stale,
        observed.version(),
        from(observed, pending),
        pending == null ? "" : pending.to(),
        observed.readyText(),
        stale ? staleWord(observed) : word(state, observed, pending),
        stale ? "" : note(state, pending),
        time(state, observed, versionSince, pending),
        Pending.waits(pending),
        drift,
        locked,
        drift ? drifted(left, reason(observed)) : reason(observed),
        observed.obstacle());
  }

  /// While a change runs, the template may name the new version long before a pod of it is ready.
  private static String from(Observed observed, @Nullable Pending pending) {
    return pending != null && Pending.runs(pending) && !pending.from().isEmpty()
        ? pending.from()
        : observed.old();
  }

  /// A fault is as old as it lasts; where all is well the age is that of the version.
  private static @Nullable Instant time(
      CellState state,
      Observed observed,
      @Nullable Instant versionSince,
      @Nullable Pending pending) {
    if (!observed.isLive()) {
      return observed.asOf();
    }
    if (pending != null) {
      return null;
    }
    var well = state == CellState.HEALTHY || state == CellState.DRIFT;
    return well && versionSince != null ? versionSince : observed.since();
  }

  private static CellState state(Observed observed, @Nullable Pending pending) {
    if (observed.freshness().state() == Freshness.State.LOST) {
      return CellState.UNKNOWN;
    }
    if (!observed.isLive()) {
      return urgent(observed.health()) ? ofHealth(observed) : CellState.UNKNOWN;
    }
    if (observed.gone()) {
      return absent(observed, pending);
    }
    if (urgent(observed.health())) {
      return ofHealth(observed);
    }
    if (Pending.runs(pending)) {
      return CellState.PROGRESSING;
    }
    return Pending.waits(pending) ? CellState.WAITING : ofHealth(observed);
  }

  private static CellState absent(Observed observed, @Nullable Pending pending) {
    if (observed.seen()) {
      return CellState.FAILED;
    }
    return Pending.waits(pending) ? CellState.WAITING : CellState.ABSENT;
  }

  private static boolean urgent(Health health) {
    return health == Health.FAILED || health == Health.DEGRADED;
  }

  private static CellState ofHealth(Observed observed) {
    return switch (observed.health()) {
      case FAILED -> CellState.FAILED;
      case DEGRADED -> CellState.DEGRADED;
      case PROGRESSING -> CellState.PROGRESSING;
      case SUSPENDED -> CellState.SUSPENDED;
      case UNKNOWN -> CellState.UNKNOWN;
      case HEALTHY ->
          switch (observed.rollout()) {
            case PAUSED, SCALED_TO_ZERO -> CellState.SUSPENDED;
            case STALLED, BLOCKED -> CellState.DEGRADED;
            case PROGRESSING, COMPLETE, UNKNOWN -> CellState.HEALTHY;
          };
    };
  }

  private static String staleWord(Observed observed) {
    return switch (observed.health()) {
      case FAILED -> "Failed";
      case DEGRADED -> "Degraded";
      case HEALTHY, PROGRESSING, SUSPENDED, UNKNOWN -> "";
    };
  }

  private static String word(CellState state, Observed observed, @Nullable Pending pending) {
    return switch (state) {
      case FAILED -> observed.gone() ? "Gone" : fault(observed, "Failed");
      case DEGRADED ->
          fault(observed, observed.rollout() == RolloutVerdict.STALLED ? "Stalled" : "Degraded");
      case WAITING -> "Needs OK";
      case PROGRESSING -> Pending.runs(pending) ? "" : "Rolling out";
      case UNKNOWN -> "Unknown";
      case SUSPENDED -> suspended(observed);
      case DRIFT -> "Drift";
      case HEALTHY -> "";
      case ABSENT -> "";
    };
  }

  /// What stands in the way says more than that something is wrong, in the few letters of a cell.
  private static String fault(Observed observed, String word) {
    return observed.obstacleWord().isEmpty() ? word : observed.obstacleWord();
  }

  private static String suspended(Observed observed) {
    return observed.rollout() == RolloutVerdict.SCALED_TO_ZERO || observed.desired() == 0
        ? "Scaled to 0"
        : "Paused";
  }

  private static String note(CellState state, @Nullable Pending pending) {
    if (pending != null) {
      return pendingNote(state, pending);
    }
    return switch (state) {
      case ABSENT -> "not running yet";
      case FAILED, DEGRADED, WAITING, PROGRESSING, UNKNOWN, DRIFT, SUSPENDED, HEALTHY -> "";
    };
  }

  private static String pendingNote(CellState state, Pending pending) {
    return switch (pending.stage()) {
      case ASKED -> state == CellState.WAITING ? pending.people() : "needs OK";
      case APPROVED, RUNNING -> pending.progress();
    };
  }

  private static String drifted(String left, String reason) {
    var what = "Drift: the last deployment through the portal left " + left + ".";
    return reason.isEmpty() ? what : reason + "\n" + what;
  }

  private static String reason(Observed observed) {
    var why = observed.freshness().reason();
    if (!observed.isLive() && why != null) {
      return why;
    }
    return observed.reason();
  }
}
