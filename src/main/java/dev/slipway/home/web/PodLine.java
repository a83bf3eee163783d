package dev.slipway.home.web;

import dev.slipway.clusters.PodState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One pod in the table of a cell.
///
/// @param shortName the part after the workload's name
/// @param state word that gives colour and icon
record PodLine(
    String name,
    String shortName,
    String state,
    String reason,
    String message,
    boolean newest,
    int restarts,
    String node,
    @Nullable Instant startedAt,
    String logs) {

  static PodLine of(PodState pod, String cell) {
    return new PodLine(
        pod.name(),
        shortened(pod.name()),
        state(pod),
        pod.reason(),
        withoutIds(pod.message()),
        pod.newest(),
        pod.restarts(),
        pod.node() == null ? "" : pod.node(),
        pod.startedAt(),
        cell + "/logs?pod=" + pod.name());
  }

  /// A kubelet ends its sentences with names and UIDs that the page shows already.
  static String withoutIds(@Nullable String message) {
    return message == null
        ? ""
        : message.replaceAll("( container=\\S+)? pod=[^\\s();,]+\\([0-9a-f-]{36}\\)", "");
  }

  private static String state(PodState pod) {
    if (pod.terminating()) {
      return "ending";
    }
    if (pod.failing()) {
      return "failed";
    }
    return pod.ready() ? "ready" : "starting";
  }

  private static String shortened(String name) {
    var dash = name.lastIndexOf('-');
    return dash < 0 ? name : name.substring(dash);
  }
}
