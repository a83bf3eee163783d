package dev.slipway.deployments.web;

import dev.slipway.clusters.PlacementId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Placements whose pods have changed, told on a thread of their own: telling asks the database,
/// and whoever sees the change must not wait for it. However often a placement changes meanwhile,
/// it waits once, so what waits is bounded by the placements that somebody looks at.
final class PodNews implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PodNews.class);

  private final Consumer<PlacementId> teller;
  private final Set<PlacementId> waiting = new LinkedHashSet<>();
  private @Nullable Thread thread;
  private boolean closed;

  PodNews(Consumer<PlacementId> teller) {
    this.teller = teller;
  }

  synchronized void tell(PlacementId placement) {
    if (!closed && waiting.add(placement) && thread == null) {
      thread = Thread.ofVirtual().name("pod-news").start(this::run);
    }
  }

  private void run() {
    for (var next = next(); next != null; next = next()) {
      try {
        teller.accept(next);
      } catch (RuntimeException | Error e) {
        // An Error must not end the thread: it is only started where there is none.
        LOG.warn("Progress of a deployment could not be told; its next change tells it", e);
      }
    }
  }

  private synchronized @Nullable PlacementId next() {
    if (waiting.isEmpty()) {
      thread = null;
      return null;
    }
    var next = waiting.iterator().next();
    waiting.remove(next);
    return next;
  }

  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    if (thread != null) {
      thread.interrupt();
    }
  }
}
