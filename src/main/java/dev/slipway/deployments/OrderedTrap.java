package dev.slipway.deployments;

import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.spi.Action.Sent;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// An ordered StatefulSet waits for ever for a pod that never becomes ready, even when its template
/// was repaired: the controller replaces no pod behind it. Such a pod has to be deleted.
final class OrderedTrap {

  private static final Duration CONTROLLER_GOES_FIRST = Duration.ofSeconds(10);

  private OrderedTrap() {}

  /// Pods of an older template that are not ready and hold the repair up. Never one that serves.
  static List<PodState> podsInTheWay(JsonNode content, WorkloadState state, Sent sent) {
    if (state.ref().kind() != WorkloadKind.STATEFUL_SET
        || !content.path("ordered").asBoolean(false)
        || !state.templateHash().equals(content.path("templateHash").asString(""))
        || sent.since().compareTo(CONTROLLER_GOES_FIRST) < 0) {
      return List.of();
    }
    return state.pods().stream()
        .filter(pod -> !pod.newest() && !pod.ready() && !pod.terminating())
        .toList();
  }
}
