package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterNodes;
import dev.slipway.clusters.ClusterUnreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Lists the nodes of a cluster when somebody looks, at most once in a few seconds however many
/// look, and keeps the last answer for when the cluster is gone. What pods request comes from the
/// watch: no pod is listed for it.
@Component
class NodesReader implements ClusterNodes.Reader {

  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final String MAY_NOT =
      "The portal's account may not read nodes in this cluster. read.yaml grants it; all else works"
          + " without.";

  private final ClusterWatches clusters;
  private final Clock clock;
  private final Map<ClusterId, ClusterNodes> kept = new ConcurrentHashMap<>();

  NodesReader(ClusterWatches clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  @Override
  public ClusterNodes of(ClusterId cluster) {
    var last = kept.get(cluster);
    if (last != null && isFresh(last.asOf())) {
      return last;
    }
    try {
      var read = read(clusters.calls(cluster), clusters.requested(cluster).orElse(null));
      if (read.asOf() == null) {
        // A right that was taken away takes what it had shown with it.
        kept.remove(cluster);
      } else {
        kept.put(cluster, read);
      }
      return read;
    } catch (ClusterUnreachable failure) {
      var why = String.valueOf(failure.getMessage());
      return last == null ? ClusterNodes.unknown(why) : last.still(why);
    }
  }

  private boolean isFresh(@Nullable Instant asOf) {
    return asOf != null && asOf.isAfter(clock.instant().minus(FRESH));
  }

  private ClusterNodes read(ClusterCalls calls, @Nullable Map<String, Requested> requested) {
    var began = System.nanoTime();
    List<JsonNode> nodes = new ArrayList<>();
    var next = "";
    do {
      var answer = calls.get("/api/v1/nodes?limit=500" + next);
      if (answer.status() == 403) {
        return ClusterNodes.unknown(MAY_NOT);
      }
      var json = Reads.required(calls, answer).json();
      json.path("items").forEach(nodes::add);
      var more = Fields.text(json.path("metadata"), "continue");
      next = more.isEmpty() ? "" : "&continue=" + Paths.query(more);
    } while (!next.isEmpty() && System.nanoTime() - began < PATIENCE.toNanos());
    return new ClusterNodes(
        NodePools.of(nodes, requested, NodeBounds.read(calls)),
        clock.instant(),
        "",
        !next.isEmpty());
  }
}
