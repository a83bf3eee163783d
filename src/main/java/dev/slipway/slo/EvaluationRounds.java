package dev.slipway.slo;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Counts what is due, on the replica that holds the lease: every objective about once a minute,
/// each at its own second, and at most four questions at a time to one datasource, so that a slow
/// one holds up nobody else.
@Component
class EvaluationRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationRounds.class);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final int LEASE_EVERY = 2;
  private static final int HEALTH_EVERY = 30;
  private static final int AT_ONCE = 4;
  private static final int MOST = 200;
  private static final int MOST_BUSY = 2_000;

  /// What waited longer for its turn counts up to an instant that is past; it is due again.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final EvaluationLease lease;
  private final EvaluationWrites writes;
  private final Evaluator evaluator;
  private final Datasources datasources;
  private final DatasourceRows rows;
  private final SloProperties properties;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<UUID, Semaphore> turns = new ConcurrentHashMap<>();
  private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofVirtual().name("slo-rounds").unstarted(this::run);
  private volatile boolean running;
  private volatile double lag = Double.NaN;

  EvaluationRounds(
      EvaluationLease lease,
      EvaluationWrites writes,
      Evaluator evaluator,
      Datasources datasources,
      DatasourceRows rows,
      SloProperties properties,
      MeterRegistry meters) {
    this.lease = lease;
    this.writes = writes;
    this.evaluator = evaluator;
    this.datasources = datasources;
    this.rows = rows;
    this.properties = properties;
    Gauge.builder("slipway.slo.lag", this, rounds -> rounds.lag)
        .description("How long the objective that waits longest has been due; no number elsewhere")
        .baseUnit("seconds")
        .register(meters);
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (!running) {
      running = true;
      thread.start();
    }
  }

  private void run() {
    for (var round = 0; running; round++) {
      try {
        if (round % LEASE_EVERY == 0) {
          lease.renew();
        }
        var _ = once();
        if (round % HEALTH_EVERY == 0) {
          var _ = health();
        }
      } catch (RuntimeException | Error e) {
        // Errors too: nobody would look after them until the next start.
        LOG.error("Budgets could not be counted", e);
      }
      try {
        Thread.sleep(ROUND);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Begins to count what is due, all up to the same instant.
  List<Future<?>> once() {
    List<Future<?>> begun = new ArrayList<>();
    if (!lease.isHeld()) {
      lag = Double.NaN;
      return begun;
    }
    lag = writes.lag().toMillis() / 1000.0;
    if (busy.size() >= MOST_BUSY) {
      return begun;
    }
    var due = writes.due(MOST, busy);
    if (due.isEmpty()) {
      return begun;
    }
    var at = writes.now();
    var asked = System.nanoTime();
    var from = new HashMap<UUID, DatasourceView>();
    rows.all().forEach(one -> from.put(one.id(), one));
    for (var row : due) {
      var datasource = from.get(row.definition().datasource());
      if (datasource != null && busy.add(row.id())) {
        begun.add(work.submit(() -> inTurn(row, datasource, at, asked)));
      }
    }
    return begun;
  }

  /// Asks every datasource how it is.
  List<Future<?>> health() {
    List<Future<?>> begun = new ArrayList<>();
    if (lease.isHeld()) {
      for (var one : rows.all()) {
        begun.add(work.submit(() -> logged(() -> datasources.asked(one), one.name())));
      }
    }
    return begun;
  }

  private void inTurn(ObjectiveRow row, DatasourceView from, Instant at, long asked) {
    var turn = turns.computeIfAbsent(from.id(), _ -> new Semaphore(AT_ONCE));
    try {
      turn.acquire();
      try {
        if (lease.isHeld() && System.nanoTime() - asked < LONGEST_WAIT.toNanos()) {
          logged(() -> evaluator.evaluate(row, from, at, lease.me()), row.definition().name());
        }
      } finally {
        turn.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      busy.remove(row.id());
    }
  }

  private static void logged(Runnable task, String what) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("{} could not be counted", what, e);
    }
  }

  @Scheduled(cron = "0 53 * * * *", zone = "UTC")
  void forget() {
    var gone = writes.forget(properties.keepEvaluations(), properties.keepHours());
    if (gone > 0) {
      LOG.debug("{} evaluations and hours are past their time", gone);
    }
  }

  @Override
  public void start() {
    // The rounds begin when the portal is ready, not before.
  }

  @Override
  public void stop() {
    if (running) {
      running = false;
      thread.interrupt();
      work.shutdownNow();
      lease.giveBack();
    }
  }

  @Override
  public boolean isRunning() {
    return true;
  }
}
