package dev.slipway.verification;

import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadState;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the pods of a rollout are told apart from those before it, by their names.
final class NewPods {

  private static final String END = "-[a-z0-9]+";

  private NewPods() {}

  /// A regular expression for the names of the newest pods of a Deployment, which carry the hash of
  /// their ReplicaSet, so that later ones of the same ReplicaSet match too. Empty for other kinds,
  /// whose pods keep their names or have one by chance, and while no new pod is seen.
  static Optional<String> of(WorkloadState state) {
    if (state.ref().kind() != WorkloadKind.DEPLOYMENT) {
      return Optional.empty();
    }
    var sets =
        state.pods().stream()
            .filter(pod -> pod.newest() && !pod.terminating())
            .map(PodState::name)
            .filter(name -> name.startsWith(state.ref().name() + "-") && name.contains("-"))
            .map(name -> name.substring(0, name.lastIndexOf('-')))
            .filter(set -> set.length() > state.ref().name().length())
            .distinct()
            .sorted()
            .map(set -> set.replace(".", "[.]") + END)
            .collect(Collectors.joining("|"));
    return sets.isEmpty() ? Optional.empty() : Optional.of(sets);
  }
}
