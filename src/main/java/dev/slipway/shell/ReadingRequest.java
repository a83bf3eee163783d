package dev.slipway.shell;

import java.time.Duration;

/// Whether this thread answers a request that only reads, and since when. What was asked of the
/// database after such a request began is fresh enough for all of its answer: one question serves
/// its checks, its lists and its page.
public final class ReadingRequest {

  private static final long LONGEST = Duration.ofSeconds(1).toNanos();

  private ReadingRequest() {}

  /// Whether something that was asked of the database at that moment need not be asked again here.
  /// Never in a request that may change something, and never for longer than a second, however long
  /// the answer takes.
  ///
  /// @param asked by {@link System#nanoTime}, before the question went out
  public static boolean isServedBy(long asked) {
    var began = WaitingReads.began();
    return began != null && asked - began >= 0 && System.nanoTime() - asked <= LONGEST;
  }
}
