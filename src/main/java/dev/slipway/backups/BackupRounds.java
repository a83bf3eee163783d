package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterLease;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.plans.OperationMoved;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Asks every cluster once a minute what it has of backups, each on a thread of its own, so that a
/// slow one holds up no other. Only the holder of a cluster's lease asks and writes.
@Component
class BackupRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(BackupRounds.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration ROUND = Duration.ofSeconds(60);

  private final Clusters clusters;
  private final ClusterLease lease;
  private final BackupObjects.Reader reader;
  private final BackupNotes notes;
  private final Map<ClusterId, Long> asked = new ConcurrentHashMap<>();
  private final Map<ClusterId, AtomicBoolean> busy = new ConcurrentHashMap<>();
  private @Nullable Long tidied;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  BackupRounds(
      Clusters clusters, ClusterLease lease, BackupObjects.Reader reader, BackupNotes notes) {
    this.clusters = clusters;
    this.lease = lease;
    this.reader = reader;
    this.notes = notes;
  }

  /// Begins when the portal is ready; before that no lease is held.
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (!running) {
      running = true;
      thread = Thread.ofVirtual().name("backup-rounds").start(this::run);
    }
  }

  private void run() {
    while (running) {
      try {
        var all = clusters.all();
        keepOnly(all.stream().map(ClusterView::id).collect(Collectors.toSet()));
        all.forEach(this::due);
        Thread.sleep(LOOK);
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException | Error failure) {
        // Errors too: nobody would ask after backups until the next start.
        LOG.warn("A round of backups failed; the next one makes it good", failure);
      }
    }
  }

  /// What a removed cluster had is gone with it. Asked as often as a cluster: what was read of it
  /// while it was removed is marked the next time.
  private void keepOnly(Set<ClusterId> known) {
    asked.keySet().retainAll(known);
    busy.keySet().retainAll(known);
    var last = tidied;
    if (last == null || System.nanoTime() - last > ROUND.toNanos()) {
      tidied = System.nanoTime();
      notes.keepOnly(known);
    }
  }

  private void due(ClusterView cluster) {
    var last = asked.get(cluster.id());
    var isDue = last == null || System.nanoTime() - last > ROUND.toNanos();
    var turn = busy.computeIfAbsent(cluster.id(), _ -> new AtomicBoolean());
    if (isDue && lease.holds(cluster.id()) && turn.compareAndSet(false, true)) {
      asked.put(cluster.id(), System.nanoTime());
      Thread.ofVirtual()
          .name("backups-" + cluster.slug())
          .start(() -> {
            try {
              look(cluster.id());
            } catch (RuntimeException | Error failure) {
              LOG.warn("What {} has of backups could not be kept", cluster.slug(), failure);
            } finally {
              turn.set(false);
            }
          });
    }
  }

  /// What a plan did is to be seen soon, not within a minute.
  @EventListener
  void hurry(OperationMoved moved) {
    if (moved.now().kind().isOfBackup() && !moved.now().state().isActive()) {
      asked.remove(moved.now().workload().cluster());
    }
  }

  /// Asks one cluster, then writes down what it told.
  void look(ClusterId cluster) {
    try {
      var objects = reader.read(cluster);
      if (lease.holds(cluster)) {
        notes.told(cluster, objects);
      }
    } catch (ClusterUnreachable silent) {
      if (lease.holds(cluster)) {
        notes.silent(cluster, String.valueOf(silent.getMessage()));
      }
    }
  }

  @Override
  public void start() {
    // The rounds begin when the portal is ready, not before.
  }

  @Override
  public void stop() {
    running = false;
    var asking = thread;
    if (asking != null) {
      asking.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return true;
  }
}
