package dev.slipway.sandbox.metrics;

import java.util.Arrays;

/// The requests of a service summed up minute by minute, from some weeks ago on and as far as the
/// time has gone.
final class Tally {

  private static final int DAY = 1_440;
  private static final int HISTORY = 36 * DAY;

  /// A portal that runs for long forgets what is older.
  private static final int MOST = 100 * DAY;

  private final Traffic traffic;
  private final long firstDay;
  private final long month;
  private Sums sums;
  private double failures;
  private double slow;

  /// All requests, the failed and the slow among them, up to each minute.
  ///
  /// @param first the minute of the first sum, counted from 1970
  record Sums(long first, int size, int[] all, int[] failed, int[] slow) {}

  /// Begins a tally.
  ///
  /// @param since the first minute of the story, counted from 1970
  /// @param now the present one
  Tally(Traffic traffic, long since, long now) {
    this.traffic = traffic;
    this.firstDay = Math.floorDiv(since, DAY);
    var counted = 0L;
    for (var minute = since - 30L * DAY; minute < since; minute++) {
      counted += traffic.requests(minute, firstDay);
    }
    this.month = counted;
    this.sums = new Sums(Math.max(since, now) - HISTORY, 1, new int[1], new int[1], new int[1]);
    until(now);
  }

  /// The sums up to a minute; what was given before stays as it is.
  synchronized Sums until(long minute) {
    var size = (int) Math.min(minute - sums.first() + 1, Integer.MAX_VALUE);
    if (size <= sums.size()) {
      return sums;
    }
    if (size > MOST) {
      size -= forget(size - HISTORY);
    }
    // Whoever reads former sums looks no farther than their size.
    var enough = size <= sums.all().length;
    var all = enough ? sums.all() : Arrays.copyOf(sums.all(), size + DAY);
    var failed = enough ? sums.failed() : Arrays.copyOf(sums.failed(), size + DAY);
    var late = enough ? sums.slow() : Arrays.copyOf(sums.slow(), size + DAY);
    for (var i = sums.size(); i < size; i++) {
      // A sample tells what came in the minute before it.
      var requests = traffic.requests(sums.first() + i - 1, firstDay);
      failures += traffic.failures(sums.first() + i - 1, requests, firstDay, month);
      slow += requests * traffic.slow();
      all[i] = all[i - 1] + requests;
      failed[i] = (int) failures;
      late[i] = (int) slow;
    }
    sums = new Sums(sums.first(), size, all, failed, late);
    return sums;
  }

  private int forget(int oldest) {
    var from = Math.min(oldest, sums.size() - 1);
    sums =
        new Sums(
            sums.first() + from,
            sums.size() - from,
            Arrays.copyOfRange(sums.all(), from, sums.size()),
            Arrays.copyOfRange(sums.failed(), from, sums.size()),
            Arrays.copyOfRange(sums.slow(), from, sums.size()));
    return from;
  }
}
