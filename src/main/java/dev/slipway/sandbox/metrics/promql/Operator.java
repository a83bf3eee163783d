package dev.slipway.sandbox.metrics.promql;

import java.util.Locale;
import java.util.Optional;

/// What may stand between two parts of a query, with how tightly it binds.
enum Operator {
  OR("or", 1),
  AND("and", 2),
  UNLESS("unless", 2),
  EQUAL("==", 3),
  NOT_EQUAL("!=", 3),
  MORE(">", 3),
  LESS("<", 3),
  AT_LEAST(">=", 3),
  AT_MOST("<=", 3),
  PLUS("+", 4),
  MINUS("-", 4),
  TIMES("*", 5),
  DIVIDED("/", 5),
  MODULO("%", 5),
  POWER("^", 6);

  private final String sign;
  private final int strength;

  Operator(String sign, int strength) {
    this.sign = sign;
    this.strength = strength;
  }

  static Optional<Operator> of(Token token) {
    var written =
        switch (token.kind()) {
          case SIGN -> token.text();
          case NAME -> token.text().toLowerCase(Locale.ROOT);
          case NUMBER, DURATION, STRING, END -> "";
        };
    for (var operator : values()) {
      if (operator.sign.equals(written)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  String sign() {
    return sign;
  }

  int strength() {
    return strength;
  }

  boolean isSet() {
    return strength <= 2;
  }

  boolean isComparison() {
    return strength == 3;
  }

  /// Of a comparison 1 where it holds and 0 where not; of sets nothing.
  double apply(double left, double right) {
    return switch (this) {
      case PLUS -> left + right;
      case MINUS -> left - right;
      case TIMES -> left * right;
      case DIVIDED -> left / right;
      case MODULO -> left % right;
      case POWER -> Math.pow(left, right);
      case EQUAL -> left == right ? 1 : 0;
      case NOT_EQUAL -> left != right ? 1 : 0;
      case MORE -> left > right ? 1 : 0;
      case LESS -> left < right ? 1 : 0;
      case AT_LEAST -> left >= right ? 1 : 0;
      case AT_MOST -> left <= right ? 1 : 0;
      case OR, AND, UNLESS -> throw new IllegalStateException(sign + " joins sets");
    };
  }
}
