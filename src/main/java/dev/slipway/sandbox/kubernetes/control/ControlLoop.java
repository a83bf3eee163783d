package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/// One thread that lets every controller look at what changed, and again when it asked to.
final class ControlLoop implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ControlLoop.class.getName());
  private static final Duration RETRY = Duration.ofMillis(200);

  private record Job(Controller controller, Key key) {}

  private record Due(Job job, long at) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return Long.compare(at, other.at);
    }
  }

  private final ObjectStore store;
  private final ResourceTypes types;
  private final List<Controller> controllers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final Map<Job, Long> due = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  ControlLoop(String name, ObjectStore store, ResourceTypes types, List<Controller> controllers) {
    this.store = store;
    this.types = types;
    this.controllers = List.copyOf(controllers);
    this.thread = Thread.ofPlatform().daemon().name("cluster-" + name).unstarted(this::run);
  }

  void start() {
    store.listen(this::notice);
    types.all().stream()
        .map(type -> type.id())
        .distinct()
        .forEach(id ->
            store
                .list(id, "")
                .objects()
                .forEach(object -> notice(new Change(0, Change.Kind.ADDED, id, object, null))));
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void notice(Change change) {
    for (Controller controller : controllers) {
      for (Key key : controller.concerned(change)) {
        schedule(new Job(controller, key), Duration.ZERO);
      }
    }
  }

  private void schedule(Job job, Duration delay) {
    long at = System.nanoTime() + delay.toNanos();
    lock.lock();
    try {
      Long before = due.get(job);
      if (before == null || at < before) {
        due.put(job, at);
        queue.add(new Due(job, at));
        added.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (!closed) {
      try {
        work(next());
      } catch (InterruptedException e) {
        if (closed) {
          return;
        }
      }
    }
  }

  private Job next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Due first = queue.peek();
        long wait = first == null ? Long.MAX_VALUE : first.at() - System.nanoTime();
        if (first != null && wait <= 0) {
          queue.remove();
          if (due.remove(first.job(), first.at())) {
            return first.job();
          }
        } else if (first == null) {
          added.await();
        } else {
          boolean _ = added.await(wait, TimeUnit.NANOSECONDS);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// A controller that fails tries again a little later, as a real one does.
  private void work(Job job) {
    try {
      job.controller().reconcile(job.key()).ifPresent(delay -> schedule(job, delay.plusMillis(1)));
    } catch (ApiFailure e) {
      LOG.log(Level.FINE, "retry " + job.key(), e);
      schedule(job, RETRY);
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.log(Level.WARNING, "a controller failed on " + job.key(), e);
        schedule(job, Duration.ofSeconds(2));
      }
    }
  }
}
