package dev.slipway.clusters;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// What runs, as the watches last saw it. Asks memory only, except for {@link #lastKnown}.
@Service
public class LiveWorkloads {

  private final ClusterWatch watch;
  private final LastKnownRepository lastKnown;

  LiveWorkloads(ClusterWatch watch, LastKnownRepository lastKnown) {
    this.watch = watch;
    this.lastKnown = lastKnown;
  }

  /// The state of a workload; empty if there is none, or if the cluster has not been seen since the
  /// start.
  public Optional<WorkloadState> state(WorkloadRef ref) {
    return watch.state(ref);
  }

  public List<WorkloadState> all(ClusterId cluster) {
    return watch.all(cluster);
  }

  public Freshness freshness(ClusterId cluster) {
    return watch.sight(cluster).freshness();
  }

  /// Why the cluster takes nothing from the portal until somebody acts: its API server does not
  /// accept the credentials. Empty for whatever may pass by itself.
  public Optional<String> turnedAway(WorkloadRef ref) {
    var sight = watch.sight(ref.cluster());
    return sight.turnedAway() ? Optional.ofNullable(sight.problem()) : Optional.empty();
  }

  /// How fresh what is known of one workload is: its kind may be refused where others are not.
  public Freshness freshnessOf(WorkloadRef ref) {
    return watch.sight(ref.cluster()).freshnessOf(ref.kind());
  }

  /// Whether a workload of this cluster that shows no autoscaler has none for sure.
  public boolean showsAutoscalers(ClusterId cluster) {
    return watch.sight(cluster).showsAutoscalers();
  }

  /// What was seen before the start, or before the cluster was lost.
  public Optional<LastKnown> lastKnown(PlacementId placement) {
    return lastKnown.of(placement);
  }

  /// The same for all placements, in one read.
  public List<LastKnown> lastKnown() {
    return lastKnown.all();
  }
}
