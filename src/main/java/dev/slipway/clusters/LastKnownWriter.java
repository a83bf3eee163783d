package dev.slipway.clusters;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Writes down what is seen of placements, in batches and never on the thread that saw it.
@Component
class LastKnownWriter {

  private final LastKnownRepository repository;
  private final GoneWorkloads gone;
  private final ClusterRepository clusters;
  private final PlacementMap placements;
  private final ClusterWatch watch;
  private final ClusterLease lease;
  private final Clock clock;
  private final Set<WorkloadRef> changed = ConcurrentHashMap.newKeySet();

  LastKnownWriter(
      LastKnownRepository repository,
      GoneWorkloads gone,
      ClusterRepository clusters,
      PlacementMap placements,
      ClusterWatch watch,
      ClusterLease lease,
      Clock clock) {
    this.repository = repository;
    this.gone = gone;
    this.clusters = clusters;
    this.placements = placements;
    this.watch = watch;
    this.lease = lease;
    this.clock = clock;
  }

  @EventListener
  void on(WorkloadChanged change) {
    changed.add(change.ref());
  }

  /// Writes what has changed, then how long it held.
  void flush() {
    var refs = List.of(changed.toArray(WorkloadRef[]::new));
    // Taken out first: what changes while it is written is written once more.
    refs.forEach(changed::remove);
    try {
      write(refs);
    } catch (RuntimeException failure) {
      // Else an old row would look as if it had been seen just now.
      changed.addAll(refs);
      throw failure;
    }
  }

  private void write(List<WorkloadRef> refs) {
    var batch = new ArrayList<LastKnown>();
    for (var ref : refs) {
      var placement = placements.now().of(ref);
      if (placement.isPresent() && lease.holds(ref.cluster())) {
        var state = watch.state(ref);
        if (state.isPresent()) {
          batch.add(seen(placement.get(), state.get()));
        } else if (isShown(ref)) {
          gone.note(placement.get());
        } else {
          // Not seen is not gone: a cluster that never answered since the start says nothing, and
          // neither does one that does not show this kind.
          changed.add(ref);
        }
      }
    }
    if (!batch.isEmpty()) {
      repository.save(batch);
    }
  }

  /// A cluster that is live now has been seen until now.
  void markSeen() {
    for (var row : clusters.all()) {
      if (isLive(row.id()) && lease.holds(row.id())) {
        clusters.seen(row.id());
      }
    }
  }

  private boolean isShown(WorkloadRef ref) {
    return watch.sight(ref.cluster()).freshnessOf(ref.kind()).state() == Freshness.State.LIVE;
  }

  private boolean isLive(ClusterId cluster) {
    return watch.sight(cluster).freshness().state() == Freshness.State.LIVE;
  }

  /// Everything of a cluster once more, after a placement was made or the lease was won.
  void everything() {
    placements.now().all().forEach(placement -> changed.add(placement.workload()));
  }

  private LastKnown seen(Placement placement, WorkloadState state) {
    var image =
        state.images().stream()
            .filter(each -> each.container().equals(placement.container()))
            .findFirst();
    return new LastKnown(
        placement.id(),
        image.map(ContainerImage::image).orElse(""),
        image.map(ContainerImage::runningDigest).orElse(null),
        state.rollout(),
        state.health(),
        state.healthReason(),
        state.desired(),
        state.ready(),
        false,
        clock.instant());
  }
}
