package dev.slipway.home;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// When what is shown is read again: as soon as something was told of, else once a round. Any
/// thread tells, one asks.
final class LookAgain {

  private final long round;
  private final AtomicBoolean told = new AtomicBoolean(true);
  private volatile long lookedAt = System.nanoTime();

  LookAgain(Duration round) {
    this.round = round.toNanos();
  }

  void soon() {
    told.set(true);
  }

  /// Whether to look now; whoever asks looks, so what is told from here on asks for another look.
  boolean isDue() {
    var due = told.getAndSet(false) || System.nanoTime() - lookedAt >= round;
    if (due) {
      lookedAt = System.nanoTime();
    }
    return due;
  }
}
