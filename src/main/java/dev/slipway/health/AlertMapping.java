package dev.slipway.health;

import dev.slipway.clusters.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// Which services the labels of an alert mean. Asked in this order, the first that finds somebody
/// decides: the objective that Sloth names, the label `service`, a workload that is named together
/// with its namespace, a pod, the label `job`. Only services in environments of the datasource
/// count; a namespace narrows them where it is given. Nothing is guessed: who is not found is
/// listed as such.
final class AlertMapping {

  private final List<Candidate> candidates;

  AlertMapping(List<Candidate> candidates) {
    this.candidates = candidates;
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
    var here =
        candidates.stream().filter(one -> environments.contains(one.environmentId())).toList();
    return bySloth(labels, here)
        .or(() -> byService(labels, here))
        .or(() -> byWorkload(labels, here))
        .or(() -> byPod(labels, here))
        .or(() -> byJob(labels, here))
        .orElseGet(() -> new Found(List.of(), nobody(labels)));
  }

  private static Optional<Found> bySloth(Map<String, String> labels, List<Candidate> here) {
    var objective = labels.getOrDefault("sloth_slo", "");
    if (objective.isEmpty()) {
      return Optional.empty();
    }
    var promised = here.stream().filter(one -> one.objectives().contains(objective)).toList();
    var service = labels.getOrDefault("sloth_service", "");
    var named = promised.stream().filter(one -> isCalled(one, service)).toList();
    var services = promised.stream().map(Candidate::service).distinct().count();
    if (named.isEmpty() && services > 1) {
      return Optional.empty();
    }
    return found(
        named.isEmpty() ? promised : named, "its objective " + objective + " (label sloth_slo)");
  }

  private static Optional<Found> byService(Map<String, String> labels, List<Candidate> here) {
    var service = labels.getOrDefault("service", "");
    return found(
        inNamespace(labels, here, one -> isCalled(one, service)), "label service = " + service);
  }

  private static Optional<Found> byWorkload(Map<String, String> labels, List<Candidate> here) {
    for (var kind : WorkloadKind.values()) {
      var label = kind.kubernetes().toLowerCase(Locale.ROOT);
      var name = labels.getOrDefault(label, "");
      var found =
          labels.containsKey("namespace") && !name.isEmpty()
              ? found(
                  inNamespace(
                      labels, here, one -> one.kind() == kind && one.workload().equals(name)),
                  "labels namespace and " + label + " = " + name)
              : Optional.<Found>empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// A pod has the name of its workload and more behind it. Of several workloads the longest name
  /// is the one.
  private static Optional<Found> byPod(Map<String, String> labels, List<Candidate> here) {
    var pod = labels.getOrDefault("pod", "");
    if (pod.isEmpty() || !labels.containsKey("namespace")) {
      return Optional.empty();
    }
    var owners = inNamespace(labels, here, one -> pod.startsWith(one.workload() + "-"));
    var longest = owners.stream().mapToInt(one -> one.workload().length()).max().orElse(0);
    return found(
        owners.stream().filter(one -> one.workload().length() == longest).toList(),
        "labels namespace and pod = " + pod);
  }

  private static Optional<Found> byJob(Map<String, String> labels, List<Candidate> here) {
    var job = labels.getOrDefault("job", "");
    var name = job.substring(job.lastIndexOf('/') + 1);
    return found(
        inNamespace(labels, here, one -> isCalled(one, name) || one.workload().equals(name)),
        "label job = " + job);
  }

  private static List<Candidate> inNamespace(
      Map<String, String> labels, List<Candidate> here, Predicate<Candidate> wanted) {
    var namespace = labels.getOrDefault("namespace", "");
    return here.stream()
        .filter(one -> namespace.isEmpty() || one.namespace().equals(namespace))
        .filter(wanted)
        .toList();
  }

  private static boolean isCalled(Candidate one, String name) {
    return !name.isEmpty() && (one.service().equals(name) || one.name().equals(name));
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
