package dev.slipway.clusters;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a cluster at this moment.
///
/// @param version what its API server says of itself, once it has answered
/// @param problem what is wrong with it now, for people
/// @param turnedAway whether its API server does not accept the portal's credentials: that ends
///   when somebody replaces them, not by waiting
public record ClusterSight(
    Freshness freshness,
    List<Kind> kinds,
    @Nullable String version,
    @Nullable String problem,
    boolean turnedAway) {

  private static final String AUTOSCALERS = "horizontalpodautoscalers";

  /// How fresh one kind of object is.
  ///
  /// @param refused whether the cluster does not show it to the portal, by missing rights or
  ///   because it has no such kind; how fresh the cluster is, is then told without it
  public record Kind(String name, Freshness freshness, boolean refused) {}

  /// Kinds that the cluster does not show to the portal.
  public List<Kind> refused() {
    return kinds.stream().filter(Kind::refused).toList();
  }

  /// How fresh workloads of one kind are: where the kind is refused, nobody knows whether one that
  /// is not seen exists.
  public Freshness freshnessOf(WorkloadKind workload) {
    return refused().stream()
        .filter(kind -> kind.name().equalsIgnoreCase(workload.kubernetes() + "s"))
        .map(Kind::freshness)
        .findFirst()
        .orElse(freshness);
  }

  /// Whether a workload without an autoscaler has none for sure.
  public boolean showsAutoscalers() {
    return refused().stream().noneMatch(kind -> kind.name().equals(AUTOSCALERS));
  }
}
