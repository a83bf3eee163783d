package dev.slipway.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Durations in milliseconds, as percentiles and against a goal.
final class Times {

  private final List<Double> all = new ArrayList<>();

  void add(double millis) {
    all.add(millis);
  }

  double at(int percent) {
    var sorted = all.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  /// "p50 31 ms (0.62 of 50), p95 60 ms (0.60 of 100), max 71 ms, n 120".
  String against(double goal50, double goal95) {
    return String.format(
        Locale.ROOT,
        "p50 %.0f ms (%.2f of %.0f), p95 %.0f ms (%.2f of %.0f), max %.0f ms, n %d",
        at(50),
        at(50) / goal50,
        goal50,
        at(95),
        at(95) / goal95,
        goal95,
        at(100),
        all.size());
  }

  /// "p50 1.2 s, max 2.0 s (0.40 of 5 s), n 5".
  String against(double goalSeconds) {
    return String.format(
        Locale.ROOT,
        "p50 %.2f s, max %.2f s (%.2f of %.0f s), n %d",
        at(50) / 1000,
        at(100) / 1000,
        at(100) / 1000 / goalSeconds,
        goalSeconds,
        all.size());
  }

  static void print(String figure, String text) {
    System.out.println("FIGURE " + figure + ": " + text);
  }
}
