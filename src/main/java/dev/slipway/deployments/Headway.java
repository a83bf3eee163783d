package dev.slipway.deployments;

import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.Plural;

/// How far a new template has come, by its own pods: what the worker writes down and what a page
/// counts are the same.
///
/// @param percent 0 to 99, of the new pods that are ready; one that is only there is no progress
///   yet
/// @param text such as `2 of 3 new pods ready, 1 old pod left`
public record Headway(int percent, String text) {

  public static Headway of(WorkloadState state) {
    return new Headway(percent(state), text(state));
  }

  private static int percent(WorkloadState state) {
    long wanted = Math.max(1, state.desired());
    return (int) Math.min(99, 100 * ready(state) / wanted);
  }

  private static String text(WorkloadState state) {
    if (state.rollout() == RolloutVerdict.BLOCKED) {
      return "The cluster refuses new pods: " + state.rolloutReason();
    }
    long old = state.pods().stream().filter(pod -> !pod.newest()).count();
    return ready(state)
        + " of "
        + Plural.of(state.desired(), "new pod")
        + " ready"
        + (old == 0 ? "" : ", " + Plural.of(old, "old pod") + " left");
  }

  private static long ready(WorkloadState state) {
    return state.pods().stream().filter(pod -> isNew(pod) && pod.ready()).count();
  }

  private static boolean isNew(PodState pod) {
    return pod.newest() && !pod.terminating();
  }
}
