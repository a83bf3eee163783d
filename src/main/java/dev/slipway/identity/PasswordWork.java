package dev.slipway.identity;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The hash of a password is made to be expensive, and anybody may ask for one. It is computed by a
/// few threads of the operating system, which takes the processor from them when others need it; a
/// request's own thread would keep it until the end. Who finds too many before them is sent away.
final class PasswordWork implements AutoCloseable {

  private final Semaphore turns;
  private final Duration patience;
  private final ExecutorService threads;

  PasswordWork(int atOnce, Duration patience) {
    this.turns = new Semaphore(atOnce, true);
    this.patience = patience;
    this.threads =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().name("passwords-", 0).daemon().factory());
  }

  /// Half of the processors, so that everybody else keeps the other.
  static PasswordWork ofThisMachine() {
    return new PasswordWork(
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2), Duration.ofSeconds(2));
  }

  /// @throws DomainFailure if too many others wait
  <T> T done(Callable<T> work) {
    try {
      if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw tooMany(null);
      }
      try {
        return threads.submit(work).get();
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooMany(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be compared", e.getCause());
    }
  }

  private static DomainFailure tooMany(@Nullable Throwable cause) {
    return new DomainFailure(
        ProblemType.TOO_MANY_REQUESTS,
        "Too many people give a password at this moment. Nothing was done. Wait a few seconds, then"
            + " try again.",
        cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
