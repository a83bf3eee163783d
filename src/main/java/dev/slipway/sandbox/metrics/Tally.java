package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.Sums.Came;

/// The requests of a service summed up minute by minute, from some weeks ago on and as far as the
/// time has gone.
final class Tally {

  private static final int DAY = 1_440;
  private static final int HISTORY = 62 * DAY;

  /// A portal that runs for long forgets what is older.
  private static final int MOST = 130 * DAY;

  private final Traffic traffic;
  private final long firstDay;
  private final long month;
  private final Sums sums;

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
    this.sums = new Sums(Math.max(since, now) - HISTORY);
    until(now);
  }

  /// The sums up to a minute; what was given before stays as it is.
  Sums.View until(long minute) {
    while (sums.last() < minute) {
      // A sample tells what came in the minute before it.
      sums.add(during(sums.last()));
    }
    if (sums.size() > MOST) {
      sums.forget(sums.size() - HISTORY);
    }
    return sums.view();
  }

  Came during(long minute) {
    var requests = traffic.requests(minute, firstDay);
    return new Came(
        requests, traffic.failures(minute, requests, firstDay, month), requests * traffic.slow());
  }
}
