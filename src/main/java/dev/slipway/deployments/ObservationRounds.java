package dev.slipway.deployments;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterLease;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.DomainFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Looks at every placement whose template or count has changed, on a thread for each cluster, and
/// now and then at all of them, so that nothing is missed for long. Only the holder of a cluster's
/// lease writes.
@Component
class ObservationRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ObservationRounds.class);
  private static final Duration ROUND = Duration.ofSeconds(5);

  /// What a placement showed when it was last looked at, so that a mere status is no reason to
  /// look.
  private record Shown(Placement placement, String uid, String template, int desired) {}

  private final Placements placements;
  private final LiveWorkloads workloads;
  private final ClusterLease lease;
  private final ClusterGateway gateway;
  private final Stages stages;
  private final SeenWorkloads seen;
  private final ObservedChanges changes;
  private final RecordedTemplates templates;
  private final Map<PlacementId, Shown> shown = new ConcurrentHashMap<>();
  private final WaitingLooks waiting = new WaitingLooks(this::tryToLook);
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  ObservationRounds(
      Placements placements,
      LiveWorkloads workloads,
      ClusterLease lease,
      ClusterGateway gateway,
      Stages stages,
      SeenWorkloads seen,
      ObservedChanges changes,
      RecordedTemplates templates) {
    this.placements = placements;
    this.workloads = workloads;
    this.lease = lease;
    this.gateway = gateway;
    this.stages = stages;
    this.seen = seen;
    this.changes = changes;
    this.templates = templates;
  }

  @EventListener
  public void changed(WorkloadChanged event) {
    if (event.now() != null) {
      placements.of(event.ref()).ifPresent(this::ask);
    }
  }

  /// What happens while the cluster gives no signal, or does not show this kind, is met late,
  /// whoever keeps the portal running.
  @EventListener
  public void changed(FreshnessChanged event) {
    placements.all().stream()
        .filter(placement -> placement.workload().cluster().equals(event.cluster()))
        .filter(placement ->
            event.freshness().state() != Freshness.State.LIVE
                || workloads.freshnessOf(placement.workload()).state() != Freshness.State.LIVE)
        .forEach(placement -> shown.remove(placement.id()));
  }

  private void ask(Placement placement) {
    if (lease.holds(placement.workload().cluster()) && needsLook(placement)) {
      waiting.add(placement);
    }
  }

  private boolean needsLook(Placement placement) {
    return workloads
        .state(placement.workload())
        .map(state -> !shows(placement, state).equals(shown.get(placement.id())))
        .orElse(false);
  }

  private static Shown shows(Placement placement, WorkloadState state) {
    return new Shown(placement, state.uid(), state.templateHash(), state.desired());
  }

  private void run() {
    while (running) {
      try {
        Thread.sleep(ROUND);
        everything();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException | Error failure) {
        LOG.warn("A round of looks failed; the next one makes it good", failure);
      }
    }
  }

  private void tryToLook(Placement placement) {
    try {
      look(placement);
    } catch (DomainFailure failure) {
      LOG.debug("Look again later: {}", failure.getMessage());
    } catch (RuntimeException failure) {
      LOG.warn("A look at a workload failed; it is tried again", failure);
    }
  }

  private void everything() {
    var all = placements.all();
    shown.keySet().retainAll(all.stream().map(Placement::id).collect(Collectors.toSet()));
    all.forEach(this::ask);
  }

  void look(Placement placement) {
    var state = workloads.state(placement.workload()).orElse(null);
    // It may have been placed elsewhere, or taken off, since somebody asked for the look.
    if (!placements.byId(placement.id()).equals(Optional.of(placement))
        || state == null
        || workloads.freshnessOf(placement.workload()).state() == Freshness.State.LOST) {
      return;
    }
    var last = seen.find(placement.id(), false);
    var key = templates.key(state.templateHash());
    boolean sameTemplate =
        last.isPresent()
            && last.get().template().equals(key)
            && last.get().uid().equals(state.uid())
            && templates.has(placement.id(), key);
    if (!sameTemplate || last.get().replicas() != Observation.replicas(state)) {
      note(placement, state, !sameTemplate);
    }
    shown.put(placement.id(), shows(placement, state));
  }

  /// A change met on the first look after a start, or after a time without signal, happened while
  /// nobody looked.
  private void note(Placement placement, WorkloadState state, boolean templateChanged) {
    var live = gateway.read(placement.workload()).orElse(null);
    if (live == null) {
      return;
    }
    var before = shown.get(placement.id());
    // It may have been placed elsewhere, by any replica: what is there is met for the first time.
    boolean late = before == null || !before.placement().equals(placement);
    changes.note(
        new Observation(
            placement,
            stages.of(placement),
            live,
            state,
            gateway.configMapHashes(placement.workload(), live.spec().path("template")),
            late && templateChanged ? gateway.revisions(placement.workload()) : List.of(),
            late));
  }

  @Override
  public void start() {
    running = true;
    waiting.start();
    thread = Thread.ofVirtual().name("observation").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    waiting.stop();
    var looking = thread;
    if (looking != null) {
      looking.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
