package dev.slipway.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the embedded server again when it ends without having been asked to, on the same port and
/// data, as often as it takes. A crash of one backend PostgreSQL mends by itself.
final class Revival implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Postmaster postmaster;
  private final String options;
  private final Thread thread;
  private volatile boolean closed;

  Revival(Postmaster postmaster, String options) {
    this.postmaster = postmaster;
    this.options = options;
    thread = Thread.ofPlatform().daemon().name("embedded-database-revival").start(this::run);
  }

  private void run() {
    while (!closed) {
      try {
        var running = postmaster.running();
        if (running.isPresent()) {
          running.get().onExit().get();
        }
        if (!closed) {
          LOG.error(
              "PostgreSQL ended without being asked to. The portal answers 503 until it runs again");
          reviveUntilItRuns();
        }
      } catch (IOException | ExecutionException unreadable) {
        LOG.error("Cannot see whether PostgreSQL runs: {}", unreadable.getMessage());
        rest(LONGEST_PAUSE);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void reviveUntilItRuns() {
    var pause = SHORTEST_PAUSE;
    var revived = false;
    while (!closed && !revived) {
      try {
        revive();
        revived = true;
      } catch (IOException failure) {
        LOG.error("Tries again in {} ms. {}", pause.toMillis(), failure.getMessage());
        pause = rest(pause);
      }
    }
  }

  /// Not while closing: whoever closes waits until this is over, so nothing is left behind.
  private synchronized void revive() throws IOException {
    if (!closed) {
      var begin = System.nanoTime();
      postmaster.start(options);
      LOG.warn(
          "PostgreSQL runs again after {} ms, with everything that was acknowledged",
          Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }
  }

  private Duration rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      closed = true;
    }
    var next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  /// From now on the server may end.
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      thread.interrupt();
    }
  }
}
