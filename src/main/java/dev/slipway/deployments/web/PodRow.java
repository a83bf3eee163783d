package dev.slipway.deployments.web;

import dev.slipway.clusters.PodState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pod while versions change.
///
/// @param name what tells it from its neighbours
/// @param state a word that has a look; `unknown` where the cluster is not live
/// @param word what the cluster calls it, and `message` what it says beyond
public record PodRow(
    String name,
    String fullName,
    boolean ready,
    String state,
    String word,
    @Nullable String message,
    int restarts,
    @Nullable Instant startedAt,
    @Nullable String node) {

  static PodRow of(PodState pod, String workload, boolean live) {
    var message = pod.message();
    var state = state(pod);
    return new PodRow(
        pod.name().startsWith(workload + "-")
            ? pod.name().substring(workload.length())
            : pod.name(),
        pod.name(),
        pod.ready() && !pod.terminating(),
        live ? state : "unknown",
        (live ? "" : "Was: ") + (state.equals("ready") ? "Ready" : pod.reason()),
        message == null || message.isBlank() ? null : message,
        pod.restarts(),
        pod.startedAt(),
        pod.node());
  }

  private static String state(PodState pod) {
    if (pod.terminating()) {
      return "ending";
    }
    if (pod.ready()) {
      return "ready";
    }
    return pod.failing() ? "failed" : "starting";
  }
}
