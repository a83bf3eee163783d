package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Expression.Aggregate;
import dev.slipway.sandbox.metrics.promql.Expression.Call;
import dev.slipway.sandbox.metrics.promql.Expression.Selector;
import dev.slipway.sandbox.metrics.promql.LabelMatcher.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What begins with a name: selectors, calls of functions, aggregations.
final class Operands {

  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final Tokens words;
  private final Supplier<Expression> inside;

  Operands(Tokens words, Supplier<Expression> inside) {
    this.words = words;
    this.inside = inside;
  }

  Expression named() {
    var name = words.peek().text();
    var how = aggregation(name);
    if (how.isPresent()
        && (words.second().is("(")
            || words.second().isWord("by")
            || words.second().isWord("without"))) {
      words.next();
      return aggregate(how.get());
    }
    if (words.second().is("(")) {
      return call();
    }
    return selector(words.next().text());
  }

  private static Optional<Aggregate.How> aggregation(String name) {
    for (var how : Aggregate.How.values()) {
      if (how.word().equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(how);
      }
    }
    return Optional.empty();
  }

  private Expression aggregate(Aggregate.How how) {
    var before = grouping();
    var at = words.peek().position();
    var arguments = arguments("in aggregation");
    if (arguments.isEmpty()) {
      throw words.wrongAt(at, "no arguments for aggregate expression provided");
    }
    if (arguments.size() > 1) {
      throw words.wrongAt(
          at,
          "wrong number of arguments for aggregate expression provided, expected 1, got "
              + arguments.size());
    }
    var of = arguments.getFirst();
    if (of.type() != Type.VECTOR) {
      throw words.wrongAt(
          at, "expected type instant vector in aggregation expression, got " + of.type().words());
    }
    var group = before.or(this::grouping).orElse(new Grouping(false, List.of()));
    return new Aggregate(how, group.without(), group.labels(), of);
  }

  private record Grouping(boolean without, List<String> labels) {}

  private Optional<Grouping> grouping() {
    if (words.takeWord("by")) {
      return Optional.of(new Grouping(false, labelNames()));
    }
    if (words.takeWord("without")) {
      return Optional.of(new Grouping(true, labelNames()));
    }
    return Optional.empty();
  }

  private Expression call() {
    var name = words.next();
    var function =
        Function.named(name.text())
            .orElseThrow(() ->
                words.wrongAt(
                    name.position(), "unknown function with name \"" + name.text() + "\""));
    var arguments = arguments("in function call");
    var takes = function.takes();
    if (arguments.size() != takes.size()) {
      throw words.wrongAt(
          name.position(),
          "expected %d argument(s) in call to \"%s\", got %d"
              .formatted(takes.size(), name.text(), arguments.size()));
    }
    for (var i = 0; i < takes.size(); i++) {
      if (arguments.get(i).type() != takes.get(i)) {
        throw words.wrongAt(
            name.position(),
            "expected type %s in call to function \"%s\", got %s"
                .formatted(takes.get(i).words(), name.text(), arguments.get(i).type().words()));
      }
    }
    return new Call(function, arguments);
  }

  private List<Expression> arguments(String where) {
    words.expect("(", where);
    var found = new ArrayList<Expression>();
    if (!words.peek().is(")")) {
      do {
        found.add(inside.get());
      } while (words.takeSign(","));
    }
    words.expect(")", where);
    return found;
  }

  List<String> labelNames() {
    words.expect("(", "in grouping opts");
    var names = new ArrayList<String>();
    while (!words.peek().is(")")) {
      names.add(labelName("in grouping opts"));
      if (!words.takeSign(",")) {
        break;
      }
    }
    words.expect(")", "in grouping opts");
    return names;
  }

  private String labelName(String where) {
    if (!LABEL.matcher(words.peek().text()).matches()) {
      throw words.unexpected(where + ", expected label");
    }
    return words.expect(Token.Kind.NAME, where + ", expected label").text();
  }

  Selector selector(String name) {
    var at = words.peek().position();
    var matchers = new ArrayList<LabelMatcher>();
    if (!name.isEmpty()) {
      matchers.add(LabelMatcher.of(Labels.NAME, Kind.EQUAL, name));
    }
    if (words.takeSign("{")) {
      while (!words.peek().is("}")) {
        var one = matcher();
        if (!name.isEmpty() && one.name().equals(Labels.NAME)) {
          throw words.wrongAt(
              at, "metric name must not be set twice: \"" + name + "\" or \"" + one.value() + "\"");
        }
        matchers.add(one);
        if (!words.takeSign(",")) {
          break;
        }
      }
      words.expect("}", "in label matching, expected \",\" or \"}\"");
    }
    if (matchers.stream().allMatch(one -> one.takes(""))) {
      throw words.wrongAt(at, "vector selector must contain at least one non-empty matcher");
    }
    return new Selector(name, matchers, 0);
  }

  private LabelMatcher matcher() {
    var name = labelName("in label matching");
    var sign = words.next();
    try {
      var kind = Kind.of(sign.text());
      var value = words.expect(Token.Kind.STRING, "in label matching, expected string").text();
      return LabelMatcher.of(name, kind, value);
    } catch (IllegalArgumentException wrong) {
      throw words.wrongAt(sign.position(), String.valueOf(wrong.getMessage()));
    }
  }
}
