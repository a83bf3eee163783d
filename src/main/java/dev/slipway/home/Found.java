package dev.slipway.home;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Gathers what fits and gives it back with the best first.
///
/// @param <T> what is gathered
final class Found<T> {

  private record Ranked<T>(int likeness, String name, T what) {}

  private final List<Ranked<T>> all = new ArrayList<>();

  /// Keeps it if it fits; of two that fit alike the shorter name comes first.
  void add(int likeness, String name, T what) {
    if (likeness != Likeness.NONE) {
      all.add(new Ranked<>(likeness, name, what));
    }
  }

  List<T> best() {
    Comparator<Ranked<T>> order =
        Comparator.comparingInt((Ranked<T> one) -> one.likeness())
            .thenComparingInt(one -> one.name().length())
            .thenComparing(Ranked::name);
    return all.stream().sorted(order).map(Ranked::what).toList();
  }
}
