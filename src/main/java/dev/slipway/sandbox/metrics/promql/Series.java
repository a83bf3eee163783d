package dev.slipway.sandbox.metrics.promql;

/// The samples of one series as they are known at one moment; they do not change while a query
/// reads them. Times are milliseconds since 1970, rising.
public interface Series {

  Labels labels();

  /// How many samples there are up to that time, itself included.
  int until(long time);

  long timeAt(int index);

  /// What was measured; {@link #STALE} says that the series had ended.
  double valueAt(int index);

  /// The one bit pattern that Prometheus writes for "no longer there"
  /// (`prometheus/prometheus:model/value/value.go`).
  double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == 0x7ff0000000000002L;
  }
}
