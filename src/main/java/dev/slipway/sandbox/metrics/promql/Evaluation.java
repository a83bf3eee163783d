package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Expression.Aggregate;
import dev.slipway.sandbox.metrics.promql.Expression.Binary;
import dev.slipway.sandbox.metrics.promql.Expression.Call;
import dev.slipway.sandbox.metrics.promql.Expression.Constant;
import dev.slipway.sandbox.metrics.promql.Expression.Enclosed;
import dev.slipway.sandbox.metrics.promql.Expression.Literal;
import dev.slipway.sandbox.metrics.promql.Expression.Negated;
import dev.slipway.sandbox.metrics.promql.Expression.Range;
import dev.slipway.sandbox.metrics.promql.Expression.Selector;
import dev.slipway.sandbox.metrics.promql.Expression.Subquery;
import dev.slipway.sandbox.metrics.promql.Value.Matrix;
import dev.slipway.sandbox.metrics.promql.Value.Sample;
import dev.slipway.sandbox.metrics.promql.Value.Scalar;
import dev.slipway.sandbox.metrics.promql.Value.Text;
import dev.slipway.sandbox.metrics.promql.Value.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// One query over the series as they are now, at one instant or at many.
final class Evaluation {

  /// How long the last sample of a series speaks for it.
  private static final long LOOKBACK = 300_000;

  /// The step of a subquery that names none: how often the server would evaluate rules.
  private static final long OWN_STEP = 60_000;

  private static final int MOST_POINTS = 11_000;

  private final List<Series> all;
  private final Budget budget;
  private final IdentityHashMap<Selector, List<Series>> found = new IdentityHashMap<>();

  Evaluation(Storage storage, Budget budget) {
    this.all = storage.series();
    this.budget = budget;
  }

  Value at(Expression expression, long time) {
    budget.spend(0);
    return switch (expression) {
      case Constant one -> new Scalar(one.value());
      case Literal one -> new Text(one.value());
      case Enclosed one -> at(one.of(), time);
      case Negated one -> negated(at(one.of(), time), time);
      case Selector one -> instant(one, time);
      case Range _, Subquery _ ->
          new Matrix(slices(expression, time).stream().map(slice -> slice.points(budget)).toList());
      case Aggregate one -> aggregate(one, vector(one.of(), time), time);
      case Binary one -> Pairs.join(one, at(one.left(), time), at(one.right(), time), time);
      case Call one -> call(one, time);
    };
  }

  Vector vector(Expression expression, long time) {
    return at(expression, time) instanceof Vector vector ? vector : Vector.EMPTY;
  }

  double scalar(Expression expression, long time) {
    return at(expression, time) instanceof Scalar scalar ? scalar.number() : Double.NaN;
  }

  private static Value negated(Value value, long time) {
    return switch (value) {
      case Scalar scalar -> new Scalar(-scalar.number());
      case Vector vector ->
          unique(
              vector.samples().stream()
                  .map(one -> new Sample(one.labels().withoutName(), time, -one.number()))
                  .toList());
      case Text _, Matrix _ -> throw new IllegalStateException("no number after a minus");
    };
  }

  private List<Series> matching(Selector selector) {
    return found.computeIfAbsent(
        selector,
        _ -> {
          var taken =
              all.stream()
                  .filter(one ->
                      selector.matchers().stream().allMatch(each -> each.takes(one.labels())))
                  .toList();
          Budget.series(taken.size());
          return taken;
        });
  }

  private Vector instant(Selector selector, long time) {
    var when = time - selector.offset();
    var samples = new ArrayList<Sample>();
    for (var series : matching(selector)) {
      var last = series.until(when) - 1;
      if (last >= 0
          && series.timeAt(last) >= when - LOOKBACK
          && !Series.isStale(series.valueAt(last))) {
        samples.add(new Sample(series.labels(), series.timeAt(last), series.valueAt(last)));
      }
      budget.spend(1);
    }
    return new Vector(samples);
  }

  private List<Slice> slices(Expression expression, long time) {
    return switch (expression) {
      case Range range -> {
        var to = time - range.of().offset();
        yield matching(range.of()).stream()
            .map(series -> Slice.of(series, to - range.millis(), to, budget))
            .filter(slice -> !slice.isEmpty())
            .toList();
      }
      case Subquery query -> stepped(query, time);
      case Enclosed one -> slices(one.of(), time);
      case Constant _, Literal _, Negated _, Selector _, Aggregate _, Binary _, Call _ ->
          throw new IllegalStateException("no range: " + expression.text());
    };
  }

  private List<Slice> stepped(Subquery query, long time) {
    var step = query.step() == 0 ? OWN_STEP : query.step();
    var to = time - query.offset();
    var from = to - query.millis();
    if (query.millis() / step > MOST_POINTS) {
      throw QueryFailed.execution(
          "a subquery may have at most " + MOST_POINTS + " steps on this server");
    }
    var points = new LinkedHashMap<Labels, Points>();
    for (var at = Math.ceilDiv(from, step) * step; at <= to; at += step) {
      switch (at(query.of(), at)) {
        case Scalar scalar ->
            points.computeIfAbsent(Labels.NONE, Points::new).add(at, scalar.number());
        case Vector vector -> {
          for (var sample : vector.samples()) {
            points.computeIfAbsent(sample.labels(), Points::new).add(at, sample.number());
          }
          budget.keep(vector.samples().size());
        }
        case Text _, Matrix _ -> throw new IllegalStateException("no number in a subquery");
      }
    }
    return points.values().stream().map(one -> Slice.of(one, from, to, budget)).toList();
  }

  private Value call(Call call, long time) {
    var arguments = call.arguments();
    return switch (call.function()) {
      case TIME -> new Scalar(time / 1000.0);
      case VECTOR_OF ->
          new Vector(List.of(new Sample(Labels.NONE, time, scalar(arguments.getFirst(), time))));
      case SCALAR_OF -> {
        var samples = vector(arguments.getFirst(), time).samples();
        yield new Scalar(samples.size() == 1 ? samples.getFirst().number() : Double.NaN);
      }
      case TIMESTAMP ->
          unique(
              vector(arguments.getFirst(), time).samples().stream()
                  .map(one ->
                      new Sample(
                          one.labels().withoutName(),
                          time,
                          (bare(arguments.getFirst()) ? one.time() : time) / 1000.0))
                  .toList());
      case HISTOGRAM_QUANTILE ->
          Histograms.quantile(
              scalar(arguments.getFirst(), time), vector(arguments.get(1), time), time);
      case LABEL_REPLACE ->
          LabelReplacement.of(arguments).apply(vector(arguments.getFirst(), time));
      case RATE, INCREASE ->
          each(
              slices(arguments.getFirst(), time).stream().filter(Slice::hasTwo).toList(),
              call.function(),
              time);
      case SUM_OVER_TIME,
          COUNT_OVER_TIME,
          MAX_OVER_TIME,
          MIN_OVER_TIME,
          AVG_OVER_TIME,
          LAST_OVER_TIME ->
          each(slices(arguments.getFirst(), time), call.function(), time);
    };
  }

  private static boolean bare(Expression expression) {
    return expression instanceof Enclosed(var inside)
        ? bare(inside)
        : expression instanceof Selector;
  }

  private static Vector each(List<Slice> slices, Function function, long time) {
    var samples = new ArrayList<Sample>(slices.size());
    for (var slice : slices) {
      var kept = function == Function.LAST_OVER_TIME;
      samples.add(
          new Sample(
              kept ? slice.labels() : slice.labels().withoutName(), time, value(slice, function)));
    }
    return unique(samples);
  }

  private static double value(Slice slice, Function function) {
    return switch (function) {
      case RATE -> slice.rate();
      case INCREASE -> slice.increase();
      case SUM_OVER_TIME -> slice.sum();
      case COUNT_OVER_TIME -> slice.count();
      case MAX_OVER_TIME -> slice.fold(Double.NaN, Aggregates::larger);
      case MIN_OVER_TIME -> slice.fold(Double.NaN, Aggregates::smaller);
      case AVG_OVER_TIME -> slice.mean();
      case LAST_OVER_TIME -> slice.last();
      case TIME, VECTOR_OF, SCALAR_OF, TIMESTAMP, HISTOGRAM_QUANTILE, LABEL_REPLACE ->
          throw new IllegalStateException(function.word() + " takes no range");
    };
  }

  private static Vector aggregate(Aggregate how, Vector of, long time) {
    var groups =
        of.samples().stream()
            .collect(
                Collectors.groupingBy(
                    one ->
                        how.without()
                            ? one.labels().without(how.labels())
                            : one.labels().only(how.labels()),
                    LinkedHashMap::new,
                    Collectors.mapping(Sample::number, Collectors.toList())));
    return new Vector(
        groups.entrySet().stream()
            .map(one -> new Sample(one.getKey(), time, Aggregates.of(how.how(), one.getValue())))
            .toList());
  }

  /// Refuses two samples of the same labels.
  static Vector unique(List<Sample> samples) {
    var seen = new HashMap<Labels, Sample>();
    for (var sample : samples) {
      if (seen.put(sample.labels(), sample) != null) {
        throw QueryFailed.execution("vector cannot contain metrics with the same labelset");
      }
    }
    return new Vector(samples);
  }
}
