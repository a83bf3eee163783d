package dev.slipway.deployments;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Placements that wait to be looked at, cluster by cluster, so that a slow cluster holds up itself
/// alone. A placement waits once. A cluster's thread ends when nothing waits there, so none is left
/// of a cluster that is gone.
final class WaitingLooks {

  private final Consumer<Placement> look;
  private final Map<ClusterId, LinkedHashMap<PlacementId, Placement>> waiting = new HashMap<>();
  private final Map<ClusterId, Thread> threads = new HashMap<>();
  private boolean open;

  /// @param look must not fail
  WaitingLooks(Consumer<Placement> look) {
    this.look = look;
  }

  synchronized void start() {
    open = true;
  }

  synchronized void add(Placement placement) {
    if (!open) {
      return;
    }
    var cluster = placement.workload().cluster();
    waiting
        .computeIfAbsent(cluster, _ -> new LinkedHashMap<>())
        .putIfAbsent(placement.id(), placement);
    threads.computeIfAbsent(
        cluster, id -> Thread.ofVirtual().name("observation-" + id.value()).start(() -> run(id)));
  }

  private void run(ClusterId cluster) {
    for (var next = next(cluster); next != null; next = next(cluster)) {
      look.accept(next);
    }
  }

  private synchronized @Nullable Placement next(ClusterId cluster) {
    var queue = waiting.get(cluster);
    var first = queue == null ? null : queue.pollFirstEntry();
    if (first == null) {
      waiting.remove(cluster);
      threads.remove(cluster, Thread.currentThread());
      return null;
    }
    return first.getValue();
  }

  synchronized int threads() {
    return threads.size();
  }

  synchronized void stop() {
    open = false;
    waiting.clear();
    threads.values().forEach(Thread::interrupt);
    threads.clear();
  }
}
