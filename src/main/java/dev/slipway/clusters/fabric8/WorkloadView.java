package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Puts what is known of one workload together to the state that others read. A pure function of
/// its input.
record WorkloadView(
    WorkloadRecord workload,
    List<Owner> delivering,
    List<PodRecord> pods,
    Predicate<PodRecord> newest,
    @Nullable AutoscalerRecord autoscaler,
    @Nullable WorkloadState before,
    Instant movedAt,
    Instant now) {

  WorkloadState state(ClusterId cluster) {
    var living = pods.stream().filter(pod -> !pod.finished()).toList();
    var rollout = RolloutRules.judge(workload, movedAt, now);
    var health = HealthRules.judge(workload, rollout, living, now);
    var states =
        living.stream()
            .map(pod -> pod.as(workload.observed() && newest.test(pod)))
            .sorted(Comparator.comparing(PodState::name))
            .toList();
    var counts = workload.counts();
    return new WorkloadState(
        new WorkloadRef(cluster, workload.namespace(), workload.kind(), workload.name()),
        workload.uid(),
        workload.generation(),
        workload.resourceVersion(),
        images(states),
        counts.desired(),
        counts.ready(),
        counts.updated(),
        counts.available(),
        counts.total(),
        workload.paused(),
        rollout.verdict(),
        rollout.reason(),
        health.health(),
        health.reason(),
        workload.baseHash(),
        workload.templateHash(),
        workload.revision(),
        owners(),
        scaler(),
        states,
        workload.marks(),
        since(health.health(), rollout.verdict(), states),
        workload.changedBy(),
        workload.scaledBy());
  }

  private @Nullable Autoscaler scaler() {
    return autoscaler == null ? null : autoscaler.autoscaler();
  }

  private List<Owner> owners() {
    if (autoscaler == null) {
      return delivering;
    }
    var all = new ArrayList<>(delivering);
    all.addAll(autoscaler.owners());
    return List.copyOf(all);
  }

  /// A fault is as old as it lasts: a deadline that passes meanwhile does not make it young again.
  /// At first sight the cluster's own times are the better guess.
  private Instant since(Health health, RolloutVerdict verdict, List<PodState> states) {
    if (before != null
        && before.uid().equals(workload.uid())
        && before.health() == health
        && (before.rollout() == verdict || isFault(health))) {
      return before.since();
    }
    if (before != null || workload.kind() != WorkloadKind.DEPLOYMENT) {
      return now;
    }
    var failing =
        isFault(health)
            ? states.stream()
                .map(PodState::failingSince)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
            : Optional.<Instant>empty();
    return failing.orElseGet(this::conditionsChanged);
  }

  private static boolean isFault(Health health) {
    return health == Health.DEGRADED || health == Health.FAILED;
  }

  private Instant conditionsChanged() {
    return workload.conditions().stream()
        .map(Condition::changed)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(now);
  }

  private List<ContainerImage> images(List<PodState> states) {
    return workload.images().stream()
        .map(image ->
            new ContainerImage(
                image.container(), image.image(), digest(states, image), image.init()))
        .toList();
  }

  private static @Nullable String digest(List<PodState> states, ContainerImage image) {
    var digests = new HashSet<String>();
    for (var pod : states) {
      var index = pod.containers().indexOf(image.container());
      if (pod.newest() && !pod.terminating() && index >= 0) {
        digests.add(pod.imageDigests().get(index));
      }
    }
    digests.remove("");
    return digests.size() == 1 ? digests.iterator().next() : null;
  }
}
