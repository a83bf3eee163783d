package dev.slipway.plans;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A worker's hold of an operation: its fence, and a heartbeat that keeps the lease. The worker
/// stops itself by its own clock before the lease can end, so a paused one does not write late.
class Hold implements AutoCloseable {

  private static final Duration SAFE = Leases.LENGTH.minus(Leases.HEARTBEAT);

  final OperationId operation;
  final long fence;
  private final BooleanSupplier renewal;
  // A latch, not an interrupt: that would close the connection of a renewal that is under way.
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long renewedAt = System.nanoTime();
  private volatile boolean lost;

  Hold(OperationId operation, long fence, BooleanSupplier renewal) {
    this.operation = operation;
    this.fence = fence;
    this.renewal = renewal;
    Thread.ofVirtual().name("lease-" + operation.value()).start(this::beat);
  }

  private void beat() {
    try {
      while (!lost && !over.await(Leases.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        var asked = System.nanoTime();
        if (renewal.getAsBoolean()) {
          renewedAt = asked;
        } else {
          lost = true;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException _) {
      // The database does not answer: the hold ends by the monotonic clock.
    }
  }

  void requireMine() {
    if (lost || System.nanoTime() - renewedAt > SAFE.toNanos()) {
      throw new LeaseLost(operation);
    }
  }

  @Override
  public void close() {
    over.countDown();
  }

  /// Somebody else works on the operation now, or it was ended: this worker writes nothing more.
  static class LeaseLost extends RuntimeException {

    LeaseLost(OperationId operation) {
      super("the lease of operation " + operation.value() + " is lost", null, false, false);
    }
  }
}
