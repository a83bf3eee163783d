package dev.slipway.sandbox.metrics.promql;

import static dev.slipway.sandbox.metrics.promql.Type.MATRIX;
import static dev.slipway.sandbox.metrics.promql.Type.SCALAR;
import static dev.slipway.sandbox.metrics.promql.Type.STRING;
import static dev.slipway.sandbox.metrics.promql.Type.VECTOR;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The functions that can be evaluated here, with what they take and give.
enum Function {
  RATE(VECTOR, MATRIX),
  INCREASE(VECTOR, MATRIX),
  SUM_OVER_TIME(VECTOR, MATRIX),
  COUNT_OVER_TIME(VECTOR, MATRIX),
  MAX_OVER_TIME(VECTOR, MATRIX),
  MIN_OVER_TIME(VECTOR, MATRIX),
  AVG_OVER_TIME(VECTOR, MATRIX),
  LAST_OVER_TIME(VECTOR, MATRIX),
  TIMESTAMP(VECTOR, VECTOR),
  TIME(SCALAR),
  VECTOR_OF(VECTOR, SCALAR),
  SCALAR_OF(SCALAR, VECTOR),
  HISTOGRAM_QUANTILE(VECTOR, SCALAR, VECTOR),
  LABEL_REPLACE(VECTOR, VECTOR, STRING, STRING, STRING, STRING);

  private final Type gives;
  private final List<Type> takes;

  Function(Type gives, Type... takes) {
    this.gives = gives;
    this.takes = List.of(takes);
  }

  static Optional<Function> named(String word) {
    for (var function : values()) {
      if (function.word().equals(word)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /// Its name in a query.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace("_of", "");
  }

  Type gives() {
    return gives;
  }

  List<Type> takes() {
    return takes;
  }
}
