package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Pod;
import dev.slipway.clusters.resources.ClusterResources.Pod.Trouble;
import dev.slipway.kernel.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pods that were put out, ended for their memory, or find no node: one line for all that the same
/// owner makes. What is over for a day is told no more.
final class PodRules {

  private static final Duration TOLD = Duration.ofDays(1);

  /// An autoscaler of nodes may still bring one.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Comparator<Pod> OLDEST_FIRST =
      Comparator.comparing(Pod::since, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));

  private PodRules() {}

  /// @param name of the newest pod
  record Found(Name name, ResourceFinding finding, List<Name> pods) {}

  private record Group(String namespace, String owner, Trouble trouble) {}

  static List<Found> of(List<Pod> pods, Instant now) {
    Map<Group, List<Pod>> groups = new LinkedHashMap<>();
    for (var pod : pods) {
      if (!isOver(pod, now)) {
        groups
            .computeIfAbsent(
                new Group(pod.name().namespace(), pod.owner(), pod.trouble()),
                _ -> new ArrayList<>())
            .add(pod);
      }
    }
    List<Found> found = new ArrayList<>();
    groups.forEach((group, some) -> found.add(found(group.trouble(), some, now)));
    return found;
  }

  private static boolean isOver(Pod pod, Instant now) {
    var since = pod.since();
    return pod.trouble() != Trouble.UNSCHEDULABLE
        && since != null
        && Duration.between(since, now).compareTo(TOLD) > 0;
  }

  private static Found found(Trouble trouble, List<Pod> some, Instant now) {
    var sorted = some.stream().sorted(OLDEST_FIRST).toList();
    var newest = sorted.getLast();
    return new Found(
        newest.name(),
        switch (trouble) {
          case UNSCHEDULABLE -> waiting(sorted, now);
          case OUT_OF_MEMORY ->
              new ResourceFinding(
                  ResourceLevel.WARNING,
                  "%s a container ended for taking too much memory (OOMKilled)."
                      .formatted(Plural.of(some.size(), "pod has had", "pods have had")),
                  null,
                  newest.since());
          case EVICTED ->
              new ResourceFinding(
                  ResourceLevel.WARNING,
                  "%s put out by a node: %s"
                      .formatted(Plural.of(some.size(), "pod was", "pods were"), newest.message()),
                  null,
                  newest.since());
        },
        sorted.stream().map(Pod::name).toList());
  }

  private static ResourceFinding waiting(List<Pod> sorted, Instant now) {
    var since = sorted.getFirst().since();
    var old = since == null || Duration.between(since, now).compareTo(PATIENCE) >= 0;
    return new ResourceFinding(
        old ? ResourceLevel.CRITICAL : ResourceLevel.WARNING,
        "%s for a node that takes %s: %s"
            .formatted(
                Plural.of(sorted.size(), "pod waits", "pods wait"),
                Plural.word(sorted.size(), "it", "them"),
                sorted.getLast().message()),
        null,
        since);
  }
}
