package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.kernel.Plural;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far the newest template has come, in the order in which the controllers' own status must be
/// read. Says nothing of health: a rollout stays complete when its pods crash later.
final class RolloutRules {

  /// How long nothing may move where the cluster itself watches no deadline.
  static final Duration STALL = Duration.ofMinutes(10);

  private RolloutRules() {}

  /// @param movedAt when a count or the generation last changed, as far as this portal saw it
  static Rollout judge(WorkloadRecord workload, Instant movedAt, Instant now) {
    if (workload.terminating()) {
      return Rollout.progressing("Being deleted");
    }
    if (!workload.observed()) {
      return Rollout.progressing("The controller has not seen the change yet");
    }
    var rollout =
        switch (workload.kind()) {
          case DEPLOYMENT -> deployment(workload);
          case STATEFUL_SET -> statefulSet(workload);
          case DAEMON_SET -> daemonSet(workload);
        };
    var watched = workload.deadline() != null && !staleDeadline(workload);
    if (rollout.verdict() == RolloutVerdict.PROGRESSING
        && !watched
        && Duration.between(movedAt, now).compareTo(STALL) > 0) {
      return new Rollout(
          RolloutVerdict.STALLED,
          "Nothing moved for "
              + Duration.between(movedAt, now).toMinutes()
              + " min: "
              + rollout.reason());
    }
    return rollout;
  }

  private static Rollout deployment(WorkloadRecord workload) {
    var counts = workload.counts();
    if (workload.paused()) {
      return new Rollout(RolloutVerdict.PAUSED, "Paused: template changes wait");
    }
    var progressing = workload.condition("Progressing");
    if (deadlineExceeded(progressing) && !staleDeadline(workload)) {
      return new Rollout(
          RolloutVerdict.STALLED, "No progress within " + workload.deadline() + " s");
    }
    var failure = workload.condition("ReplicaFailure");
    if (failure != null && failure.isTrue()) {
      return blocked(failure);
    }
    if (progressing != null
        && progressing.isFalse()
        && "ReplicaSetCreateError".equals(progressing.reason())) {
      return blocked(progressing);
    }
    if (counts.desired() == 0 && counts.total() == 0) {
      return new Rollout(RolloutVerdict.SCALED_TO_ZERO, "Scaled to zero");
    }
    if (counts.updated() < counts.desired()) {
      return Rollout.progressing(
          counts.updated() + " of " + Plural.of(counts.desired(), "new pod") + " created");
    }
    if (counts.total() > counts.updated()) {
      return Rollout.progressing(waiting(counts.total() - counts.updated(), "old pod"));
    }
    if (counts.available() < counts.updated() && !onceComplete(progressing)) {
      return Rollout.progressing(
          counts.available() + " of " + Plural.of(counts.updated(), "new pod") + " available");
    }
    return Rollout.complete(all(counts.desired()));
  }

  private static String waiting(int count, String pod) {
    return Plural.of(count, pod) + Plural.word(count, " waits", " wait") + " to end";
  }

  private static String all(int count) {
    return count == 1 ? "The pod runs this version" : "All " + count + " pods run this version";
  }

  private static Rollout blocked(Condition condition) {
    return new Rollout(RolloutVerdict.BLOCKED, condition.reason() + ": " + condition.message());
  }

  private static boolean onceComplete(@Nullable Condition progressing) {
    return progressing != null
        && progressing.isTrue()
        && "NewReplicaSetAvailable".equals(progressing.reason());
  }

  private static boolean deadlineExceeded(@Nullable Condition progressing) {
    return progressing != null
        && progressing.isFalse()
        && "ProgressDeadlineExceeded".equals(progressing.reason());
  }

  /// Going back to a ReplicaSet that still exists leaves the old verdict standing until something
  /// moves: a deadline that ran out before the template was last written says nothing about it.
  private static boolean staleDeadline(WorkloadRecord workload) {
    var progressing = workload.condition("Progressing");
    var written = workload.templateWrittenAt();
    return deadlineExceeded(progressing)
        && progressing != null
        && progressing.updated() != null
        && written != null
        && progressing.updated().isBefore(written);
  }

  private static Rollout statefulSet(WorkloadRecord workload) {
    var counts = workload.counts();
    if (counts.desired() == 0 && counts.total() == 0) {
      return new Rollout(RolloutVerdict.SCALED_TO_ZERO, "Scaled to zero");
    }
    if ("OnDelete".equals(workload.strategy())) {
      return Rollout.complete(
          counts.updated()
              + " of "
              + Plural.of(counts.desired(), "pod")
              + " replaced by hand (OnDelete)");
    }
    if (counts.total() > counts.desired()) {
      return Rollout.progressing(waiting(counts.total() - counts.desired(), "pod"));
    }
    var settled =
        !workload.updateRevision().isEmpty()
            && workload.updateRevision().equals(workload.currentRevision())
            && counts.total() == counts.desired();
    if (counts.ready() < counts.desired() && !settled) {
      return Rollout.progressing(
          counts.ready() + " of " + Plural.of(counts.desired(), "pod") + " ready");
    }
    var wanted = Math.max(0, counts.desired() - workload.partition());
    if (counts.updated() < wanted && !settled) {
      return Rollout.progressing(counts.updated() + " of " + Plural.of(wanted, "pod") + " updated");
    }
    if (workload.partition() > 0) {
      return Rollout.complete(
          "Ordinals from " + workload.partition() + " run this version (partitioned)");
    }
    return Rollout.complete(all(counts.desired()));
  }

  private static Rollout daemonSet(WorkloadRecord workload) {
    var counts = workload.counts();
    if ("OnDelete".equals(workload.strategy())) {
      return Rollout.complete(
          counts.updated()
              + " of "
              + Plural.of(counts.desired(), "pod")
              + " replaced by hand (OnDelete)");
    }
    if (counts.desired() == 0) {
      return Rollout.complete("No node matches");
    }
    if (counts.updated() < counts.desired()) {
      return Rollout.progressing(counts.updated() + " of " + counts.desired() + " nodes updated");
    }
    if (counts.available() < counts.desired()) {
      return Rollout.progressing(
          counts.available() + " of " + counts.desired() + " nodes available");
    }
    return Rollout.complete("All " + counts.desired() + " nodes run this version");
  }
}
