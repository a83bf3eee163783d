package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Value.Matrix;
import dev.slipway.sandbox.metrics.promql.Value.Scalar;
import dev.slipway.sandbox.metrics.promql.Value.Text;
import dev.slipway.sandbox.metrics.promql.Value.Vector;
import java.util.LinkedHashMap;
import java.util.List;

/// A query in PromQL that was understood.
public final class Query {

  private static final int MOST_POINTS = 11_000;

  private final Expression expression;

  private Query(Expression expression) {
    this.expression = expression;
  }

  /// Reads a query.
  ///
  /// @throws WrongQuery if it is none, or asks for what cannot be evaluated here
  public static Query parse(String text) {
    return new Query(Parser.parse(text));
  }

  /// With blanks in one way.
  public String text() {
    return expression.text();
  }

  /// Whether it is a bare selector that takes series of these labels.
  public boolean selects(Labels labels) {
    return expression instanceof Expression.Selector(_, var matchers, _)
        && matchers.stream().allMatch(one -> one.takes(labels));
  }

  /// Its value at one instant.
  ///
  /// @param time milliseconds since 1970
  /// @param patience milliseconds that it may take
  /// @throws QueryFailed if the series do not fit together, or time runs out
  public Value at(Storage storage, long time, long patience) {
    return new Evaluation(storage, new Budget(patience)).at(expression, time);
  }

  /// Its values at every step from one instant to another, both included, in milliseconds.
  ///
  /// @throws WrongQuery if there is no number at every step, or there are more than 11,000
  /// @throws QueryFailed if the series do not fit together, or time runs out
  public List<Points> over(Storage storage, long from, long to, long step, long patience) {
    if (expression.type() == Type.MATRIX || expression.type() == Type.STRING) {
      throw new WrongQuery(
          "invalid expression type \"%s\" for range query, must be Scalar or instant Vector"
              .formatted(expression.type().words()));
    }
    if ((to - from) / step > MOST_POINTS) {
      throw new WrongQuery(
          "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query"
              + " resolution (?step=XX)");
    }
    var budget = new Budget(patience);
    var evaluation = new Evaluation(storage, budget);
    var points = new LinkedHashMap<Labels, Points>();
    for (var at = from; at <= to; at += step) {
      switch (evaluation.at(expression, at)) {
        case Scalar scalar ->
            points.computeIfAbsent(Labels.NONE, Points::new).add(at, scalar.number());
        case Vector vector -> {
          for (var sample : vector.samples()) {
            points.computeIfAbsent(sample.labels(), Points::new).add(at, sample.number());
          }
          budget.keep(vector.samples().size());
        }
        case Text _, Matrix _ -> throw new IllegalStateException("no number at a step");
      }
    }
    Budget.series(points.size());
    return List.copyOf(points.values());
  }
}
