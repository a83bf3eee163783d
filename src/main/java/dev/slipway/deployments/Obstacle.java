package dev.slipway.deployments;

import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What keeps the new pods of a change from coming up, as the cluster shows it now, long before the
/// change counts as broken.
///
/// @param brief two or three words
/// @param word the same in one or two, where there is no room for more
/// @param sentence with the number of pods, without a full stop at its end
/// @param next what comes of it, or what to do; empty where nobody has asked what was planned
/// @param at the moment that `next` speaks of, or null
public record Obstacle(
    String brief, String word, String sentence, String next, @Nullable Instant at) {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  /// Empty while nothing stands in the way, and once the new template has settled.
  public static Optional<Obstacle> in(WorkloadState state) {
    if (state.rollout() == RolloutVerdict.COMPLETE) {
      return Optional.empty();
    }
    var stuck = stuck(state);
    if (!stuck.isEmpty()) {
      return Optional.of(PodTrouble.inTheWay(stuck, state.images()));
    }
    return switch (state.rollout()) {
      case STALLED ->
          Optional.of(of("Stalled", "Stalled", "No progress: " + state.rolloutReason()));
      case BLOCKED ->
          Optional.of(
              of(
                  "Pods refused",
                  "Refused",
                  "The cluster refuses new pods: " + state.rolloutReason()));
      case PROGRESSING, COMPLETE, PAUSED, SCALED_TO_ZERO, UNKNOWN -> Optional.empty();
    };
  }

  /// New pods in an error that the cluster tries again and again.
  static List<PodState> stuck(WorkloadState state) {
    return state.pods().stream()
        .filter(pod -> pod.newest() && pod.failing() && !pod.terminating() && !pod.ready())
        .toList();
  }

  /// When the first of them began to fail.
  static Optional<Instant> since(WorkloadState state) {
    return stuck(state).stream()
        .map(PodState::failingSince)
        .filter(Objects::nonNull)
        .min(Instant::compareTo);
  }

  static Obstacle of(String brief, String word, String sentence) {
    return new Obstacle(brief, word, sentence, "", null);
  }

  /// What comes of it, for a page that cannot count down.
  public String nextWords() {
    return at == null ? next : next + " at " + CLOCK.format(at) + " UTC.";
  }

  Obstacle followedBy(String what, @Nullable Instant when) {
    return new Obstacle(brief, word, sentence, what, when);
  }
}
