package dev.slipway.verification;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks for patterns in bodies, on few threads of its own. A virtual thread that computes gives
/// its carrier to nobody meanwhile (JEP 444), and there are as few carriers as processors: a
/// handful of large patterns would hold up every request of everybody.
final class BodySearch {

  private static final int THREADS = 2;
  private static final int WAITING = 100;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Duration patience;
  private final ThreadPoolExecutor threads;

  /// @param patience for waiting until a thread is free and for looking, together
  BodySearch(Duration patience) {
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("body-search-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Whether a pattern is somewhere in a body.
  ///
  /// @throws TimeoutException if there was no time to look to the end, which says nothing of the
  ///   body; nobody goes on looking then
  boolean isIn(TextPattern pattern, CharSequence body) throws TimeoutException {
    Future<TextPattern.Sought> sought;
    try {
      sought = threads.submit(() -> pattern.seek(body));
    } catch (RejectedExecutionException _) {
      throw new TimeoutException("too many others are looked for");
    }
    try {
      return sought.get(patience.toMillis(), TimeUnit.MILLISECONDS).found();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("nobody waits for it any more");
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a body could not be looked through", failure.getCause());
    } finally {
      sought.cancel(true);
    }
  }
}
