package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Pod;
import dev.slipway.clusters.resources.ClusterResources.Pod.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Picks the pods that something ended or kept out, from what the watch holds: none is listed for
/// it.
final class TroubledPods {

  private TroubledPods() {}

  static List<Pod> of(Collection<PodRecord> records) {
    List<Pod> found = new ArrayList<>();
    for (var record : records) {
      var lost = record.outOfMemoryAt();
      var waits = record.unschedulableSince();
      if (record.evicted()) {
        found.add(pod(record, Trouble.EVICTED, record.evictedAt()));
      } else if (waits != null && record.pod().node() == null) {
        found.add(pod(record, Trouble.UNSCHEDULABLE, waits));
      } else if (lost != null) {
        found.add(pod(record, Trouble.OUT_OF_MEMORY, lost));
      }
    }
    return found;
  }

  private static Pod pod(PodRecord record, Trouble trouble, @Nullable Instant since) {
    var pod = record.pod();
    var owner = record.owner();
    var message = pod.message();
    return new Pod(
        new Name(record.namespace(), pod.name()),
        trouble,
        owner == null ? pod.uid() : owner,
        message == null ? "" : message,
        since);
  }
}
