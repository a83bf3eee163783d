package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Node;
import dev.slipway.clusters.resources.ClusterResources.State;
import dev.slipway.clusters.resources.ClusterResources.Usage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a node is ready, and what it runs short of. Under pressure its kubelet puts pods out
/// (https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction).
final class NodeRules {

  private NodeRules() {}

  /// @param usage null where the cluster does not say
  static ResourceFinding of(Node node, @Nullable Usage usage, Instant now) {
    var found = of(node);
    var share = usage == null ? null : UsageRules.ofNode(node.gives(), usage, now);
    return share == null
        ? found
        : new ResourceFinding(
            found.level().worse(share.level()),
            found.reason() + " " + share.reason(),
            share.percent(),
            found.since());
  }

  private static ResourceFinding of(Node node) {
    var ready = node.states().stream().filter(state -> state.type().equals("Ready")).findFirst();
    if (ready.isEmpty()) {
      return ResourceFinding.of(ResourceLevel.UNKNOWN, "It has not said yet how it is.");
    }
    var state = ready.get();
    if (!state.is(true)) {
      return new ResourceFinding(
          ResourceLevel.CRITICAL,
          state.is(false)
              ? "It is not ready: " + state.message()
              : "It does not answer: " + state.message(),
          null,
          state.since());
    }
    var trouble = node.states().stream().filter(NodeRules::isTrouble).toList();
    if (!trouble.isEmpty()) {
      return new ResourceFinding(
          ResourceLevel.WARNING,
          "It is ready and runs short: %s."
              .formatted(
                  trouble.stream().map(State::type).sorted().collect(Collectors.joining(", "))),
          null,
          first(trouble));
    }
    return ResourceFinding.of(
        ResourceLevel.OK,
        node.cordoned() ? "Ready, and cordoned: it takes no new pods." : "Ready.");
  }

  /// Conditions of a node name what is wrong with it, but for those that agents call ready.
  private static boolean isTrouble(State state) {
    return state.type().endsWith("Ready") ? state.is(false) : state.is(true);
  }

  private static @Nullable Instant first(List<State> states) {
    return states.stream()
        .map(State::since)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
