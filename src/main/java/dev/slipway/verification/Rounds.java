package dev.slipway.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Carries out what is due, one turn at a time, on whichever replica takes it first. What one does
/// not finish another takes up when its lease is over.
@Component
class Rounds implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final int AT_ONCE = 8;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final VerificationRows rows;
  private final Sampling sampling;
  private final WayBack wayBack;
  private final UUID me = UUID.randomUUID();
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  Rounds(VerificationRows rows, Sampling sampling, WayBack wayBack) {
    this.rows = rows;
    this.sampling = sampling;
    this.wayBack = wayBack;
  }

  @Scheduled(fixedDelay = 1_000)
  void look() {
    var _ = begin();
  }

  /// Begins what is due, as far as there are hands free.
  List<Future<?>> begin() {
    var begun = new ArrayList<Future<?>>();
    var free = turns.availablePermits();
    for (var id : free == 0 ? List.<UUID>of() : rows.due(free)) {
      if (!turns.tryAcquire()) {
        break;
      }
      begun.add(
          work.submit(() -> {
            try {
              turn(id, me);
            } finally {
              turns.release();
            }
          }));
    }
    return begun;
  }

  /// One turn, if nobody else has it.
  void turn(UUID id, UUID holder) {
    var fence = rows.take(id, holder);
    if (fence.isEmpty()) {
      return;
    }
    var mine = fence.getAsLong();
    try {
      rows.release(id, mine, step(id, mine));
    } catch (Sampling.TurnLost lost) {
      LOG.info("{}; it goes on there", lost.getMessage());
    } catch (RuntimeException failure) {
      LOG.error("The verification of {} is tried again", id, failure);
      rows.release(id, mine, AFTER_FAILURE);
    }
  }

  private @Nullable Duration step(UUID id, long fence) {
    var row = rows.find(id).orElseThrow();
    if (row.state() == VerificationState.RUNNING) {
      return sampling.sample(row, fence);
    }
    return switch (row.wayBack()) {
      case WANTED -> wayBack.go(row, fence);
      case NONE, STARTED, ASKED, NOT_DONE -> null;
    };
  }

  @Override
  public void destroy() {
    work.shutdownNow();
  }
}
