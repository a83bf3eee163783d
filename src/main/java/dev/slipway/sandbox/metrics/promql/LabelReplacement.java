package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Expression.Literal;
import dev.slipway.sandbox.metrics.promql.Value.Sample;
import dev.slipway.sandbox.metrics.promql.Value.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `label_replace`: where the whole value of one label is like an expression, another label gets
/// what the replacement makes of its groups.
record LabelReplacement(String to, String replacement, String from, LabelPattern like) {

  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|(\\w+)|\\{(\\w+)})");
  private static final int LONGEST = 1_000;

  static LabelReplacement of(List<Expression> arguments) {
    var to = text(arguments.get(1));
    if (!LABEL.matcher(to).matches()) {
      throw QueryFailed.execution("invalid destination label name in label_replace(): " + to);
    }
    var like = text(arguments.get(4));
    try {
      return new LabelReplacement(
          to, text(arguments.get(2)), text(arguments.get(3)), LabelPattern.of(like));
    } catch (IllegalArgumentException wrong) {
      throw QueryFailed.execution(
          "invalid regular expression in label_replace(): " + wrong.getMessage());
    }
  }

  private static String text(Expression argument) {
    return switch (argument) {
      case Literal literal -> literal.value();
      case Expression.Enclosed enclosed -> text(enclosed.of());
      case Expression.Constant _,
          Expression.Selector _,
          Expression.Range _,
          Expression.Subquery _,
          Expression.Call _,
          Expression.Aggregate _,
          Expression.Binary _,
          Expression.Negated _ ->
          throw new IllegalStateException("no text: " + argument.text());
    };
  }

  Vector apply(Vector vector) {
    var samples = new ArrayList<Sample>();
    for (var sample : vector.samples()) {
      var match = like.match(sample.labels().get(from));
      var labels =
          match.map(found -> sample.labels().with(to, filled(found))).orElse(sample.labels());
      samples.add(new Sample(labels, sample.time(), sample.number()));
    }
    return Evaluation.unique(samples);
  }

  private String filled(Matcher match) {
    var filled = new StringBuilder();
    var end = 0;
    for (var reference = REFERENCE.matcher(replacement); reference.find(); ) {
      filled.append(replacement, end, reference.start());
      end = reference.end();
      var name = reference.group(1) == null ? reference.group(2) : reference.group(1);
      filled.append(name == null ? "$" : group(match, name));
    }
    filled.append(replacement, end, replacement.length());
    if (filled.length() > LONGEST) {
      throw QueryFailed.execution("a label may have at most " + LONGEST + " characters");
    }
    return filled.toString();
  }

  private static String group(Matcher match, String name) {
    try {
      var number = name.chars().allMatch(Character::isDigit);
      var found = number ? match.group(Integer.parseInt(name)) : match.group(name);
      return found == null ? "" : found;
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return "";
    }
  }
}
