package dev.slipway.sandbox.metrics.promql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A part of a query that was understood.
sealed interface Expression {

  Type type();

  /// As PromQL with blanks in one way.
  String text();

  /// A number.
  record Constant(double value) implements Expression {

    @Override
    public Type type() {
      return Type.SCALAR;
    }

    @Override
    public String text() {
      return Words.number(value);
    }
  }

  /// A text in quotes.
  record Literal(String value) implements Expression {

    @Override
    public Type type() {
      return Type.STRING;
    }

    @Override
    public String text() {
      return Words.quoted(value);
    }
  }

  /// Series by their labels.
  ///
  /// @param name as written before the braces, or empty
  /// @param matchers all conditions, that on the name among them
  /// @param offset milliseconds back in time
  record Selector(String name, List<LabelMatcher> matchers, long offset) implements Expression {

    @Override
    public Type type() {
      return Type.VECTOR;
    }

    @Override
    public String text() {
      return text("");
    }

    String text(String range) {
      var rest =
          matchers.stream()
              .filter(one -> name.isEmpty() || !one.name().equals(Labels.NAME))
              .map(LabelMatcher::text)
              .collect(Collectors.joining(","));
      return name + (rest.isEmpty() ? "" : "{" + rest + "}") + range + back(offset);
    }
  }

  /// The samples of series within a time.
  record Range(Selector of, long millis) implements Expression {

    @Override
    public Type type() {
      return Type.MATRIX;
    }

    @Override
    public String text() {
      return of.text("[" + Words.duration(millis) + "]");
    }
  }

  /// An expression evaluated at every step of a time.
  ///
  /// @param step 0 for that of the server
  record Subquery(Expression of, long millis, long step, long offset) implements Expression {

    @Override
    public Type type() {
      return Type.MATRIX;
    }

    @Override
    public String text() {
      return "%s[%s:%s]%s"
          .formatted(
              of.text(),
              Words.duration(millis),
              step == 0 ? "" : Words.duration(step),
              back(offset));
    }
  }

  /// A function with its arguments.
  record Call(Function function, List<Expression> arguments) implements Expression {

    @Override
    public Type type() {
      return function.gives();
    }

    @Override
    public String text() {
      return arguments.stream()
          .map(Expression::text)
          .collect(Collectors.joining(", ", function.word() + "(", ")"));
    }
  }

  /// Many series made one for each group.
  ///
  /// @param without whether the labels are those to leave out, not those to keep
  record Aggregate(How how, boolean without, List<String> labels, Expression of)
      implements Expression {

    enum How {
      SUM,
      COUNT,
      MAX,
      MIN,
      AVG;

      String word() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    @Override
    public Type type() {
      return Type.VECTOR;
    }

    @Override
    public String text() {
      var group =
          labels.isEmpty() && !without
              ? ""
              : (without ? " without (" : " by (") + String.join(", ", labels) + ") ";
      return how.word() + group + "(" + of.text() + ")";
    }
  }

  /// Two parts and what stands between them.
  ///
  /// @param yesOrNo whether a comparison gives 0 or 1 and drops nothing
  record Binary(
      Operator operator, boolean yesOrNo, Matching matching, Expression left, Expression right)
      implements Expression {

    @Override
    public Type type() {
      return left.type() == Type.SCALAR && right.type() == Type.SCALAR ? Type.SCALAR : Type.VECTOR;
    }

    @Override
    public String text() {
      return "%s %s%s%s %s"
          .formatted(
              left.text(), operator.sign(), yesOrNo ? " bool" : "", matching.text(), right.text());
    }
  }

  /// By which labels series of both sides belong together.
  ///
  /// @param on whether by these alone, not by all others
  record Matching(boolean on, List<String> labels) {

    static final Matching ALL = new Matching(false, List.of());

    Labels key(Labels of) {
      return on ? of.only(labels) : of.without(labels);
    }

    String text() {
      return on || !labels.isEmpty()
          ? (on ? " on (" : " ignoring (") + String.join(", ", labels) + ")"
          : "";
    }
  }

  /// What stands after a minus.
  record Negated(Expression of) implements Expression {

    @Override
    public Type type() {
      return of.type();
    }

    @Override
    public String text() {
      return "-" + of.text();
    }
  }

  /// What stands in parentheses.
  record Enclosed(Expression of) implements Expression {

    @Override
    public Type type() {
      return of.type();
    }

    @Override
    public String text() {
      return "(" + of.text() + ")";
    }
  }

  private static String back(long offset) {
    return offset == 0
        ? ""
        : " offset " + (offset < 0 ? "-" : "") + Words.duration(Math.abs(offset));
  }
}
