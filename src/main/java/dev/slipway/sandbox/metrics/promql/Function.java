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
  RATE,
  INCREASE,
  SUM_OVER_TIME,
  COUNT_OVER_TIME,
  MAX_OVER_TIME,
  MIN_OVER_TIME,
  AVG_OVER_TIME,
  LAST_OVER_TIME,
  TIMESTAMP,
  TIME,
  VECTOR_OF,
  SCALAR_OF,
  HISTOGRAM_QUANTILE,
  LABEL_REPLACE;

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
    return this == TIME || this == SCALAR_OF ? SCALAR : VECTOR;
  }

  List<Type> takes() {
    return switch (this) {
      case RATE,
          INCREASE,
          SUM_OVER_TIME,
          COUNT_OVER_TIME,
          MAX_OVER_TIME,
          MIN_OVER_TIME,
          AVG_OVER_TIME,
          LAST_OVER_TIME ->
          List.of(MATRIX);
      case TIMESTAMP, SCALAR_OF -> List.of(VECTOR);
      case TIME -> List.of();
      case VECTOR_OF -> List.of(SCALAR);
      case HISTOGRAM_QUANTILE -> List.of(SCALAR, VECTOR);
      case LABEL_REPLACE -> List.of(VECTOR, STRING, STRING, STRING, STRING);
    };
  }
}
