package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Freshness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What a cluster has told and the portal has not yet taken in. A watch may be well while its news
/// waits; what is shown is then as old as the oldest of it.
final class Backlog {

  static final Duration LONG = Duration.ofSeconds(2);

  private final Clock clock;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable Instant oldest;

  Backlog(Clock clock) {
    this.clock = clock;
  }

  /// A task that counts from now on until it is done.
  Runnable counted(Runnable task) {
    var told = clock.instant();
    if (waiting.getAndIncrement() == 0) {
      oldest = told;
    }
    return () -> {
      oldest = told;
      try {
        task.run();
      } finally {
        if (waiting.decrementAndGet() == 0) {
          oldest = null;
        }
      }
    };
  }

  boolean isLong() {
    var since = oldest;
    return since != null && Duration.between(since, clock.instant()).compareTo(LONG) > 0;
  }

  /// What may still be believed of what was seen.
  Freshness judged(Freshness seen) {
    var since = oldest;
    return seen.state() == Freshness.State.LIVE && since != null && isLong()
        ? new Freshness(
            Freshness.State.STALE, since, "the portal has not yet taken in what the cluster told")
        : seen;
  }
}
