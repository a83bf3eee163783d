package dev.slipway.clusters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What runs in a cluster at one moment, as far as it helps to say what belongs where. It holds no
/// value of an environment variable and nothing of a Secret.
///
/// @param listed the kinds that were listed whole: only of these is something missing that is not
///   here
/// @param gaps what the cluster did not show, and what that means, as sentences
public record ClusterSurvey(
    Instant asOf,
    List<Space> namespaces,
    List<Found> workloads,
    List<Call> calls,
    Set<WorkloadKind> listed,
    List<String> gaps) {

  /// A namespace with what is written on it.
  public record Space(String name, Map<String, String> labels, Map<String, String> annotations) {}

  /// A workload with what is written on it.
  ///
  /// @param annotations those that name owners, systems and Helm releases
  /// @param containers without init containers
  public record Found(
      WorkloadRef ref,
      Map<String, String> labels,
      Map<String, String> annotations,
      List<ContainerImage> containers) {}

  /// One workload seems to need another.
  ///
  /// @param because what tells it, as the end of a sentence
  public record Call(WorkloadRef from, WorkloadRef to, String because) {}
}
