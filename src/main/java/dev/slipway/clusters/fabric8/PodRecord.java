package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.PodState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the portal keeps of a pod.
///
/// @param namespace where it is
/// @param owner UID of the controller
/// @param revision `controller-revision-hash` of pods of StatefulSets and DaemonSets
/// @param finished whether it ended well and counts for nothing
/// @param requested what it asks of its node
/// @param unschedulableSince since when no node takes it
/// @param outOfMemoryAt when a container of it last ended because it took too much memory
/// @param evicted whether its node put it out
/// @param evictedAt when that was; null where the cluster does not say
/// @param pod with `newest` false; only the workload knows
record PodRecord(
    String namespace,
    @Nullable String owner,
    String revision,
    boolean finished,
    Requested requested,
    @Nullable Instant unschedulableSince,
    @Nullable Instant outOfMemoryAt,
    boolean evicted,
    @Nullable Instant evictedAt,
    PodState pod) {

  PodState as(boolean newest) {
    return newest ? with(true, pod.failingSince()) : pod;
  }

  /// A pod fails since it was first seen failing, through all its restarts.
  PodRecord after(@Nullable PodRecord before) {
    if (before == null
        || pod.failingSince() == null
        || before.pod.failingSince() == null
        || !before.pod.uid().equals(pod.uid())) {
      return this;
    }
    return new PodRecord(
        namespace,
        owner,
        revision,
        finished,
        requested,
        unschedulableSince,
        outOfMemoryAt,
        evicted,
        evictedAt,
        with(false, before.pod.failingSince()));
  }

  private PodState with(boolean newest, @Nullable Instant failingSince) {
    return new PodState(
        pod.name(),
        pod.uid(),
        pod.reason(),
        pod.message(),
        pod.ready(),
        newest,
        pod.failing(),
        pod.terminating(),
        pod.restarts(),
        pod.node(),
        pod.startedAt(),
        failingSince,
        pod.containers(),
        pod.images(),
        pod.imageDigests(),
        pod.inits());
  }
}
