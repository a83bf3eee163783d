package dev.slipway.sandbox.metrics;

import java.util.Arrays;

/// Requests summed up sample by sample: all, the failed and the slow among them.
final class Sums {

  private static final int MORE = 1_440;

  private long first;
  private int size = 1;
  private int[] all = new int[MORE];
  private int[] failed = new int[MORE];
  private int[] slow = new int[MORE];
  private double requests;
  private double failures;
  private double late;

  /// Begins at zero.
  ///
  /// @param first the number of the first sample, counted in steps from 1970
  Sums(long first) {
    this.first = first;
  }

  /// What came until a sample and may stay between whole numbers until the next.
  record Came(double requests, double failures, double slow) {

    Came part(double share) {
      return new Came(requests * share, failures * share, slow * share);
    }
  }

  /// The number of the last sample.
  long last() {
    return first + size - 1;
  }

  int size() {
    return size;
  }

  void add(Came came) {
    if (size == all.length) {
      all = Arrays.copyOf(all, size + size / 4);
      failed = Arrays.copyOf(failed, all.length);
      slow = Arrays.copyOf(slow, all.length);
    }
    requests += came.requests();
    failures += came.failures();
    late += came.slow();
    all[size] = (int) requests;
    failed[size] = (int) failures;
    slow[size] = (int) late;
    size++;
  }

  /// Takes the oldest samples away.
  void forget(int count) {
    first += count;
    size -= count;
    all = Arrays.copyOfRange(all, count, all.length);
    failed = Arrays.copyOfRange(failed, count, failed.length);
    slow = Arrays.copyOfRange(slow, count, slow.length);
  }

  View view() {
    return new View(first, size, all, failed, slow);
  }

  /// The sums as they were at one moment. Later samples are written behind them.
  static final class View {

    private final long first;
    private final int size;
    private final int[] all;
    private final int[] failed;
    private final int[] slow;

    private View(long first, int size, int[] all, int[] failed, int[] slow) {
      this.first = first;
      this.size = size;
      this.all = all;
      this.failed = failed;
      this.slow = slow;
    }

    long first() {
      return first;
    }

    int size() {
      return size;
    }

    int all(int index) {
      return all[index];
    }

    /// Never more than all, whatever was rounded.
    int failed(int index) {
      return Math.min(all[index], failed[index]);
    }

    int slow(int index) {
      return Math.min(all[index], slow[index]);
    }
  }
}
