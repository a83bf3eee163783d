package dev.slipway.deployments.web;

import dev.slipway.clusters.PodState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pod while versions change.
///
/// @param name what tells it from its neighbours
/// @param state a word that has a look
/// @param word what the cluster calls it, and `message` what it says beyond
public record PodRow(
    String name,
    String fullName,
    String state,
    String word,
    @Nullable String message,
    String version,
    boolean newest,
    int restarts,
    @Nullable Instant startedAt,
    @Nullable String node) {

  static PodRow of(PodState pod, String workload, String from, String to) {
    var message = pod.message();
    return new PodRow(
        pod.name().startsWith(workload + "-")
            ? pod.name().substring(workload.length())
            : pod.name(),
        pod.name(),
        state(pod),
        state(pod).equals("ready") ? "Ready" : pod.reason(),
        message == null || message.isBlank() ? null : message,
        pod.newest() ? to : from,
        pod.newest(),
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
