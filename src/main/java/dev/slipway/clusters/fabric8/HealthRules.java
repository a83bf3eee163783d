package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Health;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.kernel.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether a workload serves now. Looks at the pods first: a controller's conditions can be
/// satisfied with no pod at all.
final class HealthRules {

  private static final Duration UNSCHEDULABLE = Duration.ofSeconds(15);

  private HealthRules() {}

  /// Health in one word and a sentence.
  record Judgement(Health health, String reason) {}

  static Judgement judge(
      WorkloadRecord workload, Rollout rollout, List<PodRecord> records, Instant now) {
    var counts = workload.counts();
    if (workload.terminating()) {
      return new Judgement(Health.PROGRESSING, "Being deleted");
    }
    if (counts.desired() == 0 && workload.observed()) {
      return new Judgement(Health.SUSPENDED, rollout.reason());
    }
    var trouble = trouble(records, now);
    if (trouble != null || stuck(rollout)) {
      var reason = trouble == null ? rollout.reason() : trouble;
      var health = counts.available() == 0 ? Health.FAILED : Health.DEGRADED;
      return new Judgement(health, served(counts) + ": " + reason);
    }
    if (rollout.verdict() == RolloutVerdict.PROGRESSING) {
      return new Judgement(Health.PROGRESSING, rollout.reason());
    }
    if (counts.ready() < counts.desired() && !"OnDelete".equals(workload.strategy())) {
      return records.stream().allMatch(each -> young(each.pod(), now))
          ? new Judgement(Health.PROGRESSING, served(counts))
          : new Judgement(counts.ready() == 0 ? Health.FAILED : Health.DEGRADED, served(counts));
    }
    if (workload.paused()) {
      return new Judgement(Health.SUSPENDED, "Paused; " + served(counts));
    }
    return new Judgement(Health.HEALTHY, served(counts));
  }

  private static boolean stuck(Rollout rollout) {
    return rollout.verdict() == RolloutVerdict.STALLED
        || rollout.verdict() == RolloutVerdict.BLOCKED;
  }

  private static String served(Counts counts) {
    return counts.ready() + " of " + Plural.of(counts.desired(), "pod") + " ready";
  }

  /// A pod that has just come may still become ready; one that was ready and is not any more is a
  /// loss.
  private static boolean young(PodState pod, Instant now) {
    return pod.ready()
        || pod.terminating()
        || pod.startedAt() == null
        || Duration.between(pod.startedAt(), now).compareTo(Duration.ofMinutes(1)) < 0;
  }

  private static @Nullable String trouble(List<PodRecord> records, Instant now) {
    var failing = records.stream().map(PodRecord::pod).filter(PodState::failing).toList();
    if (!failing.isEmpty()) {
      return say(failing, failing.getFirst());
    }
    var homeless =
        records.stream().filter(each -> homeless(each, now)).map(PodRecord::pod).toList();
    return homeless.isEmpty() ? null : "No node takes " + say(homeless, homeless.getFirst());
  }

  private static boolean homeless(PodRecord each, Instant now) {
    return each.unschedulableSince() != null
        && !each.pod().terminating()
        && Duration.between(each.unschedulableSince(), now).compareTo(UNSCHEDULABLE) > 0;
  }

  private static String say(List<PodState> pods, PodState first) {
    var many = Plural.of(pods.size(), "pod");
    return Stream.of(
            many, "in", first.reason(), first.message() == null ? "" : "(" + first.message() + ")")
        .filter(part -> !part.isEmpty())
        .reduce((left, right) -> left + " " + right)
        .orElseThrow();
  }
}
