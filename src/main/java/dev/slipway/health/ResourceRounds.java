package dev.slipway.health;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.resources.ClusterResources;
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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Asks every cluster once a minute what stands around its workloads, each on a thread of its own,
/// so that a slow one holds up no other and none is asked twice at once.
@Component
class ResourceRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ResourceRounds.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration ROUND = Duration.ofSeconds(60);

  /// A cluster that gives no signal may be back soon.
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Clusters clusters;
  private final ClusterResources.Reader reader;
  private final HeldResources held;
  private final ApplicationEventPublisher events;
  private final Map<ClusterId, Long> due = new ConcurrentHashMap<>();
  private final Map<ClusterId, AtomicBoolean> busy = new ConcurrentHashMap<>();
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  ResourceRounds(
      Clusters clusters,
      ClusterResources.Reader reader,
      HeldResources held,
      ApplicationEventPublisher events) {
    this.clusters = clusters;
    this.reader = reader;
    this.held = held;
    this.events = events;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (!running) {
      running = true;
      thread = Thread.ofVirtual().name("resource-rounds").start(this::run);
    }
  }

  private void run() {
    while (running) {
      try {
        var all = clusters.all();
        var known = all.stream().map(ClusterView::id).collect(Collectors.toSet());
        held.keepOnly(known);
        due.keySet().retainAll(known);
        busy.keySet().retainAll(known);
        all.forEach(this::ask);
        Thread.sleep(LOOK);
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException | Error failure) {
        // Errors too: nobody would ask after resources until the next start.
        LOG.warn("A round of resources failed; the next one makes it good", failure);
      }
    }
  }

  private void ask(ClusterView cluster) {
    var at = due.get(cluster.id());
    var turn = busy.computeIfAbsent(cluster.id(), _ -> new AtomicBoolean());
    if ((at == null || System.nanoTime() - at >= 0) && turn.compareAndSet(false, true)) {
      due.put(cluster.id(), System.nanoTime() + ROUND.toNanos());
      Thread.ofVirtual()
          .name("resources-" + cluster.slug())
          .start(() -> {
            try {
              look(cluster);
            } catch (RuntimeException | Error failure) {
              LOG.warn("What {} has of resources could not be kept", cluster.slug(), failure);
            } finally {
              turn.set(false);
            }
          });
    }
  }

  /// Asks one cluster, and keeps what it told.
  void look(ClusterView cluster) {
    boolean news;
    try {
      news = held.told(cluster, reader.read(cluster.id()));
    } catch (ClusterUnreachable silent) {
      news = held.silent(cluster, String.valueOf(silent.getMessage()));
      due.put(cluster.id(), System.nanoTime() + AGAIN.toNanos());
    }
    if (news) {
      events.publishEvent(new ResourcesChanged(concerned(cluster)));
    }
  }

  private Set<String> concerned(ClusterView cluster) {
    return held.board().readings().stream()
        .filter(reading -> reading.cluster().equals(cluster.slug()))
        .flatMap(reading -> reading.places().stream())
        .map(AlertLine.At::service)
        .collect(Collectors.toSet());
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
