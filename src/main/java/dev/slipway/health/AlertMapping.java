package dev.slipway.health;

import dev.slipway.clusters.WorkloadKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which services the labels of an alert mean. Asked in this order, the first that finds somebody
/// decides: the objective that Sloth names, the label `service`, a workload that is named together
/// with its namespace, a pod, the label `job`. Only services in environments of the datasource
/// count; a namespace narrows them where it is given. Nothing is guessed: who is not found is
/// listed as such.
final class AlertMapping {

  /// Candidates by what they are called, each list in the order that they came in.
  private final Map<String, List<Candidate>> called;

  private final Map<String, List<Candidate>> jobs;
  private final Map<String, List<Candidate>> promises;
  private final Map<Within, List<Candidate>> promised;
  private final Map<Within, List<Candidate>> workloads;

  AlertMapping(List<Candidate> candidates) {
    called = by(candidates, one -> Stream.of(one.service(), one.name()));
    jobs = by(candidates, one -> Stream.of(one.service(), one.name(), one.workload()));
    promises = by(candidates, one -> one.objectives().stream());
    promised =
        by(
            candidates,
            one ->
                one.objectives().stream()
                    .flatMap(objective ->
                        Stream.of(one.service(), one.name())
                            .map(service -> new Within(service, objective))));
    workloads = by(candidates, one -> Stream.of(new Within(one.namespace(), one.workload())));
  }

  /// An objective of a service, or a workload in a namespace.
  private record Within(String where, String name) {}

  private static <K> Map<K, List<Candidate>> by(
      List<Candidate> candidates, Function<Candidate, Stream<K>> keys) {
    Map<K, List<Candidate>> found = new HashMap<>();
    for (var one : candidates) {
      keys.apply(one)
          .distinct()
          .forEach(key -> found.computeIfAbsent(key, _ -> new ArrayList<>()).add(one));
    }
    return found;
  }

  /// A service where it runs.
  ///
  /// @param service slug, and `name` as people call it
  /// @param objectives names of what is promised of it there
  record Candidate(
      String service,
      String name,
      String environment,
      UUID environmentId,
      WorkloadKind kind,
      String namespace,
      String workload,
      Set<String> objectives) {

    AlertLine.At at() {
      return new AlertLine.At(service, environment);
    }
  }

  /// Who was found, and how.
  record Found(List<AlertLine.At> places, String rule) {}

  Found map(Map<String, String> labels, Set<UUID> environments) {
    return bySloth(labels, environments)
        .or(() -> byService(labels, environments))
        .or(() -> byWorkload(labels, environments))
        .or(() -> byPod(labels, environments))
        .or(() -> byJob(labels, environments))
        .orElseGet(() -> new Found(List.of(), nobody(labels)));
  }

  private Optional<Found> bySloth(Map<String, String> labels, Set<UUID> environments) {
    var objective = labels.getOrDefault("sloth_slo", "");
    var rule = "its objective " + objective + " (label sloth_slo)";
    var service = labels.getOrDefault("sloth_service", "");
    var named = there(promised.get(new Within(service, objective)), environments, "");
    if (!named.isEmpty()) {
      return found(named, rule);
    }
    var all = there(promises.get(objective), environments, "");
    return all.stream().map(Candidate::service).distinct().count() > 1
        ? Optional.empty()
        : found(all, rule);
  }

  private Optional<Found> byService(Map<String, String> labels, Set<UUID> environments) {
    var service = labels.getOrDefault("service", "");
    return found(
        there(called.get(service), environments, labels.getOrDefault("namespace", "")),
        "label service = " + service);
  }

  private Optional<Found> byWorkload(Map<String, String> labels, Set<UUID> environments) {
    var namespace = labels.getOrDefault("namespace", "");
    for (var kind : WorkloadKind.values()) {
      var label = kind.kubernetes().toLowerCase(Locale.ROOT);
      var name = labels.getOrDefault(label, "");
      var found =
          found(
              there(workloads.get(new Within(namespace, name)), environments, namespace).stream()
                  .filter(one -> one.kind() == kind)
                  .toList(),
              "labels namespace and " + label + " = " + name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// A pod has the name of its workload and more behind it. Of several workloads the longest name
  /// is the one.
  private Optional<Found> byPod(Map<String, String> labels, Set<UUID> environments) {
    var namespace = labels.getOrDefault("namespace", "");
    var pod = labels.getOrDefault("pod", "");
    var owners = List.<Candidate>of();
    for (var end = pod.lastIndexOf('-'); end > 0 && owners.isEmpty(); end = before(pod, end)) {
      var workload = new Within(namespace, pod.substring(0, end));
      owners = there(workloads.get(workload), environments, namespace);
    }
    return found(owners, "labels namespace and pod = " + pod);
  }

  private static int before(String pod, int end) {
    return pod.lastIndexOf('-', end - 1);
  }

  private Optional<Found> byJob(Map<String, String> labels, Set<UUID> environments) {
    var job = labels.getOrDefault("job", "");
    var name = job.substring(job.lastIndexOf('/') + 1);
    return found(
        there(jobs.get(name), environments, labels.getOrDefault("namespace", "")),
        "label job = " + job);
  }

  /// Those of them in these environments, and in the namespace unless it is empty.
  private static List<Candidate> there(
      @Nullable List<Candidate> some, Set<UUID> environments, String namespace) {
    return some == null
        ? List.of()
        : some.stream()
            .filter(one -> environments.contains(one.environmentId()))
            .filter(one -> namespace.isEmpty() || one.namespace().equals(namespace))
            .toList();
  }

  private static Optional<Found> found(List<Candidate> some, String rule) {
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(some.stream().map(Candidate::at).distinct().toList(), rule));
  }

  private static String nobody(Map<String, String> labels) {
    var asked = new ArrayList<String>();
    for (var label : List.of("sloth_slo", "service", "namespace", "pod", "job")) {
      if (labels.containsKey(label)) {
        asked.add(label + " = " + labels.get(label));
      }
    }
    return asked.isEmpty()
        ? "None of the labels sloth_slo, service, namespace, pod and job is there."
        : "No service of its environments has " + String.join(", ", asked) + ".";
  }
}
