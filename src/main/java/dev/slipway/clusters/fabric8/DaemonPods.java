package dev.slipway.clusters.fabric8;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/// Which pods of a DaemonSet have its newest template. Its status names no revision.
final class DaemonPods {

  private DaemonPods() {}

  /// The hash of the newest revision, or a word that no pod carries while none has it. The
  /// controller makes pods from the newest template only, so the youngest pod tells, once the
  /// status says that a pod was updated at all.
  static String newest(WorkloadRecord workload, Collection<PodRecord> pods) {
    if (workload.counts().updated() == 0) {
      return "none";
    }
    return pods.stream()
        .max(
            Comparator.comparing(
                pod -> pod.pod().startedAt() == null ? Instant.MAX : pod.pod().startedAt()))
        .map(PodRecord::revision)
        .orElse("none");
  }
}
