package dev.slipway.sandbox.metrics.promql;

import java.util.Arrays;

/// A series that was computed.
public final class Points implements Series {

  private final Labels labels;
  private long[] times = new long[16];
  private double[] values = new double[16];
  private int size;

  Points(Labels labels) {
    this.labels = labels;
  }

  /// Takes one more sample, later than all before.
  void add(long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    times[size] = time;
    values[size] = value;
    size++;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  public int size() {
    return size;
  }

  @Override
  public int until(long time) {
    var found = Arrays.binarySearch(times, 0, size, time);
    return found < 0 ? -found - 1 : found + 1;
  }

  @Override
  public long timeAt(int index) {
    return times[index];
  }

  @Override
  public double valueAt(int index) {
    return values[index];
  }
}
