package dev.slipway.sandbox.metrics.promql;

import java.io.Serial;

/// A right query whose evaluation came to no end.
public final class QueryFailed extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final Why why;

  /// How Prometheus tells it.
  public enum Why {
    /// The series do not fit together.
    EXECUTION,
    /// It took too long.
    TIMEOUT
  }

  QueryFailed(Why why, String message) {
    super(message);
    this.why = why;
  }

  static QueryFailed execution(String message) {
    return new QueryFailed(Why.EXECUTION, message);
  }

  public Why why() {
    return why;
  }
}
