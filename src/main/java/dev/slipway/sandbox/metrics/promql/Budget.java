package dev.slipway.sandbox.metrics.promql;

/// How long one query may work, and how many samples it may look at.
final class Budget {

  private static final long MOST_SAMPLES = 200_000_000L;
  private static final long MOST_KEPT = 3_000_000L;
  private static final int MOST_SERIES = 5_000;

  private final long until;
  private long samples;
  private long kept;

  Budget(long millis) {
    until = System.nanoTime() + millis * 1_000_000;
  }

  void spend(int read) {
    samples += read + 1;
    if (samples > MOST_SAMPLES) {
      throw tooMany();
    }
    if (System.nanoTime() - until > 0) {
      throw new QueryFailed(QueryFailed.Why.TIMEOUT, "query timed out in expression evaluation");
    }
  }

  /// Counts samples that stay in memory until the query is answered.
  void keep(int points) {
    kept += points;
    if (kept > MOST_KEPT) {
      throw tooMany();
    }
  }

  private static QueryFailed tooMany() {
    return QueryFailed.execution(
        "query processing would load too many samples into memory in query execution");
  }

  static void series(int count) {
    if (count > MOST_SERIES) {
      throw QueryFailed.execution("a query may give at most " + MOST_SERIES + " series");
    }
  }
}
