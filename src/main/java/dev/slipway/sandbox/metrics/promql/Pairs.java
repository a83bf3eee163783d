package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Expression.Binary;
import dev.slipway.sandbox.metrics.promql.Value.Sample;
import dev.slipway.sandbox.metrics.promql.Value.Scalar;
import dev.slipway.sandbox.metrics.promql.Value.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What an operator makes of its two sides: numbers with numbers, every series with a number, or
/// each series with the one of the same labels on the other side.
final class Pairs {

  private Pairs() {}

  static Value join(Binary binary, Value left, Value right, long time) {
    if (left instanceof Scalar(var one)) {
      return right instanceof Scalar(var other)
          ? new Scalar(binary.operator().apply(one, other))
          : eachWith(binary, samples(right), one, true, time);
    }
    if (right instanceof Scalar(var other)) {
      return eachWith(binary, samples(left), other, false, time);
    }
    return switch (binary.operator()) {
      case AND -> kept(binary, left, right, true);
      case UNLESS -> kept(binary, left, right, false);
      case OR -> {
        var both = new ArrayList<>(samples(left));
        both.addAll(kept(binary, right, left, false).samples());
        yield new Vector(both);
      }
      case EQUAL,
          NOT_EQUAL,
          MORE,
          LESS,
          AT_LEAST,
          AT_MOST,
          PLUS,
          MINUS,
          TIMES,
          DIVIDED,
          MODULO,
          POWER ->
          oneToOne(binary, samples(left), samples(right), time);
    };
  }

  private static List<Sample> samples(Value value) {
    return value instanceof Vector(var samples) ? samples : List.of();
  }

  private static Vector eachWith(
      Binary binary, List<Sample> samples, double number, boolean numberFirst, long time) {
    var operator = binary.operator();
    var found = new ArrayList<Sample>();
    for (var sample : samples) {
      var result =
          numberFirst
              ? operator.apply(number, sample.number())
              : operator.apply(sample.number(), number);
      if (!operator.isComparison() || binary.yesOrNo()) {
        found.add(new Sample(sample.labels().withoutName(), time, result));
      } else if (result == 1) {
        found.add(new Sample(sample.labels(), time, sample.number()));
      }
    }
    return Evaluation.unique(found);
  }

  /// Samples of the first that have, or have not, a partner in the second.
  private static Vector kept(Binary binary, Value first, Value second, boolean withPartner) {
    Set<Labels> keys =
        samples(second).stream()
            .map(one -> binary.matching().key(one.labels()))
            .collect(Collectors.toSet());
    return new Vector(
        samples(first).stream()
            .filter(one -> keys.contains(binary.matching().key(one.labels())) == withPartner)
            .toList());
  }

  private static Vector oneToOne(Binary binary, List<Sample> left, List<Sample> right, long time) {
    var matching = binary.matching();
    var operator = binary.operator();
    var partners = new HashMap<Labels, Sample>();
    for (var sample : right) {
      var key = matching.key(sample.labels());
      var other = partners.put(key, sample);
      if (other != null) {
        throw QueryFailed.execution(
            "found duplicate series for the match group %s on the right hand-side of the operation:"
                    .formatted(key)
                + " [%s, %s];many-to-many matching not allowed: matching labels must be unique on"
                    .formatted(sample.labels(), other.labels())
                + " one side");
      }
    }
    var seen = new HashSet<Labels>();
    var found = new ArrayList<Sample>();
    for (var sample : left) {
      var key = matching.key(sample.labels());
      var partner = partners.get(key);
      if (partner == null) {
        continue;
      }
      var result = operator.apply(sample.number(), partner.number());
      var filter = operator.isComparison() && !binary.yesOrNo();
      if (filter && result != 1) {
        continue;
      }
      if (!seen.add(key)) {
        throw QueryFailed.execution(
            "multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
      }
      var labels =
          matching.on()
              ? sample.labels().only(matching.labels())
              : sample.labels().without(matching.labels());
      found.add(
          new Sample(
              filter && !matching.on() && matching.labels().isEmpty() ? sample.labels() : labels,
              time,
              filter ? sample.number() : result));
    }
    return Evaluation.unique(found);
  }
}
