package dev.slipway.sandbox.metrics.promql;

import java.util.List;

/// Many numbers made one.
final class Aggregates {

  private Aggregates() {}

  static double of(Expression.Aggregate.How how, List<Double> numbers) {
    return switch (how) {
      case SUM -> sum(numbers);
      case COUNT -> numbers.size();
      case AVG -> sum(numbers) / numbers.size();
      case MAX -> numbers.stream().reduce(Double.NaN, Aggregates::larger);
      case MIN -> numbers.stream().reduce(Double.NaN, Aggregates::smaller);
    };
  }

  private static double sum(List<Double> numbers) {
    var sum = 0.0;
    for (var number : numbers) {
      sum += number;
    }
    return sum;
  }

  /// What is no number gives way to any that is.
  static double larger(double one, double other) {
    return other > one || Double.isNaN(one) ? other : one;
  }

  static double smaller(double one, double other) {
    return other < one || Double.isNaN(one) ? other : one;
  }
}
