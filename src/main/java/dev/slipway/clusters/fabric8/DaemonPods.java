package dev.slipway.clusters.fabric8;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/// Which pods of a DaemonSet have its newest template. Its status names no revision.
final class DaemonPods {

  private DaemonPods() {}

  /// The hash of the newest revision, or a word that no pod carries while none has it. The
  /// controller makes pods from the newest template only, so the youngest pod tells, once the
  /// status says that a pod was updated at all. Pods begin at whole seconds: where several share
  /// the last one, the revision counts that as many pods carry as the status calls updated.
  static String newest(WorkloadRecord workload, Collection<PodRecord> pods) {
    var updated = workload.counts().updated();
    if (updated == 0) {
      return "none";
    }
    var carried = pods.stream().collect(groupingBy(PodRecord::revision, counting()));
    return pods.stream()
        .max(
            Comparator.comparing(DaemonPods::begun)
                .thenComparing(pod -> carried.getOrDefault(pod.revision(), 0L) == updated))
        .map(PodRecord::revision)
        .orElse("none");
  }

  private static Instant begun(PodRecord pod) {
    var at = pod.pod().startedAt();
    return at == null ? Instant.MAX : at;
  }
}
