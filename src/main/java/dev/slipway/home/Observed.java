package dev.slipway.home;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LastKnown;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.deployments.Obstacle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the portal saw of a placement, live or from memory, with how old that is.
///
/// @param seen false if no workload was ever seen here
/// @param old version of ready pods that are not of the newest template, or empty
/// @param obstacle what keeps new pods from coming up, in two or three words, or empty
/// @param obstacleWord the same in one or two, for a cell
/// @param gone whether a live cluster says that the workload does not exist (any more)
public record Observed(
    boolean seen,
    boolean gone,
    Freshness freshness,
    Version version,
    String old,
    Health health,
    String reason,
    RolloutVerdict rollout,
    int desired,
    int ready,
    int updated,
    @Nullable Instant since,
    String obstacle,
    String obstacleWord) {

  private static final String GONE = "The cluster has no such workload any more.";

  static Observed live(WorkloadState state, String container, Freshness freshness) {
    var obstacle = Obstacle.in(state);
    return new Observed(
        true,
        false,
        freshness,
        Version.of(state.images(), container),
        old(state, container),
        state.health(),
        state.healthReason().isEmpty() ? state.rolloutReason() : state.healthReason(),
        state.rollout(),
        state.desired(),
        state.ready(),
        state.updated(),
        state.since(),
        obstacle.map(Obstacle::brief).orElse(""),
        obstacle.map(Obstacle::word).orElse(""));
  }

  /// The version asks for what the template names now; while pods of the old one still serve, that
  /// alone would be untrue. A rollout that is complete has none, whatever pods were left behind.
  private static String old(WorkloadState state, String container) {
    if (state.rollout() == RolloutVerdict.COMPLETE) {
      return "";
    }
    var now = Version.of(state.images(), container).text();
    return state.pods().stream()
        .filter(pod -> !pod.newest() && pod.ready() && !pod.terminating())
        .map(pod -> Version.of(pod, container).text())
        .filter(version -> !version.isEmpty() && !version.equals(now))
        .findFirst()
        .orElse("");
  }

  /// What was kept over a restart.
  static Observed remembered(LastKnown last, Freshness freshness) {
    return new Observed(
        true,
        last.gone(),
        freshness,
        Version.of(last.image(), last.digest()),
        "",
        last.gone() ? Health.FAILED : last.health(),
        last.gone() ? GONE : last.healthReason(),
        last.gone() ? RolloutVerdict.UNKNOWN : last.rollout(),
        last.desired(),
        last.gone() ? 0 : last.ready(),
        0,
        last.asOf(),
        "",
        "");
  }

  /// The same as before, when no newer look is to be had: from a live cluster it means that the
  /// workload is gone, from any other that nobody knows.
  Observed unseen(Freshness now) {
    return now.state() == Freshness.State.LIVE
        ? new Observed(
            seen,
            true,
            now,
            version,
            "",
            seen ? Health.FAILED : Health.UNKNOWN,
            seen ? GONE : reason,
            RolloutVerdict.UNKNOWN,
            desired,
            0,
            0,
            // Since when it is gone is not known; the age of the version would look like it.
            null,
            "",
            "")
        : new Observed(
            seen, gone, now, version, old, health, reason, rollout, desired, ready, 0, since, "",
            "");
  }

  static Observed nothing(Freshness freshness) {
    return new Observed(
        false,
        freshness.state() == Freshness.State.LIVE,
        freshness,
        Version.NONE,
        "",
        Health.UNKNOWN,
        "",
        RolloutVerdict.UNKNOWN,
        0,
        0,
        0,
        null,
        "",
        "");
  }

  /// When this was true for sure: the last look, else what was kept over the restart.
  @Nullable Instant asOf() {
    return freshness.asOf() == null && seen ? since : freshness.asOf();
  }

  public boolean isLive() {
    return freshness.state() == Freshness.State.LIVE;
  }

  public String readyText() {
    return seen ? ready + "/" + desired : "";
  }
}
