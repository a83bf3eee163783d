package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Expression.Binary;
import dev.slipway.sandbox.metrics.promql.Expression.Constant;
import dev.slipway.sandbox.metrics.promql.Expression.Enclosed;
import dev.slipway.sandbox.metrics.promql.Expression.Literal;
import dev.slipway.sandbox.metrics.promql.Expression.Matching;
import dev.slipway.sandbox.metrics.promql.Expression.Negated;
import dev.slipway.sandbox.metrics.promql.Expression.Range;
import dev.slipway.sandbox.metrics.promql.Expression.Selector;
import dev.slipway.sandbox.metrics.promql.Expression.Subquery;
import dev.slipway.sandbox.metrics.promql.Token.Kind;
import java.util.Locale;

/// Understands a query: operators by how tightly they bind, what follows an operand, and the types
/// that fit together.
final class Parser {

  private static final int MOST_SIGNS = 64_000;
  private static final int DEEPEST = 100;
  private static final int MOST_OPERATORS = 300;
  private static final int UNARY = 5;

  private final Tokens words;
  private final Operands operands;
  private int depth;
  private int operators;

  private Parser(String query) {
    words = new Tokens(query);
    operands = new Operands(words, () -> expression(0));
  }

  static Expression parse(String query) {
    if (query.length() > MOST_SIGNS) {
      throw new WrongQuery("the query is longer than " + MOST_SIGNS + " characters");
    }
    var parser = new Parser(query);
    if (parser.words.peek().kind() == Kind.END) {
      throw parser.words.wrong("no expression found in input");
    }
    var whole = parser.expression(0);
    if (parser.words.peek().kind() != Kind.END) {
      throw parser.words.unexpected("");
    }
    return whole;
  }

  private Expression expression(int weakest) {
    if (++depth > DEEPEST) {
      throw words.wrong("the query is nested deeper than " + DEEPEST + " times");
    }
    var left = unary();
    for (var found = Operator.of(words.peek());
        found.isPresent() && found.get().strength() >= weakest;
        found = Operator.of(words.peek())) {
      var operator = found.get();
      if (++operators > MOST_OPERATORS) {
        throw words.wrong("the query has more than " + MOST_OPERATORS + " operators");
      }
      left = binary(operator, left);
    }
    depth--;
    return left;
  }

  private Expression binary(Operator operator, Expression left) {
    var at = words.next().position();
    var yesOrNo = words.takeWord("bool");
    if (yesOrNo && !operator.isComparison()) {
      throw words.wrongAt(at, "bool modifier can only be used on comparison operators");
    }
    var matching = matching();
    var right =
        expression(operator == Operator.POWER ? operator.strength() : operator.strength() + 1);
    var scalars = left.type() == Type.SCALAR && right.type() == Type.SCALAR;
    var vectors = left.type() == Type.VECTOR && right.type() == Type.VECTOR;
    if (!isNumeric(left) || !isNumeric(right)) {
      throw words.wrongAt(
          at, "binary expression must contain only scalar and instant vector types");
    }
    if (scalars && operator.isComparison() && !yesOrNo) {
      throw words.wrongAt(at, "comparisons between scalars must use BOOL modifier");
    }
    if (!vectors && operator.isSet()) {
      throw words.wrongAt(
          at, "set operator \"" + operator.sign() + "\" not allowed in binary scalar expression");
    }
    if (!vectors && !matching.equals(Matching.ALL)) {
      throw words.wrongAt(at, "vector matching only allowed between instant vectors");
    }
    return new Binary(operator, yesOrNo, matching, left, right);
  }

  private static boolean isNumeric(Expression one) {
    return one.type() == Type.SCALAR || one.type() == Type.VECTOR;
  }

  private Matching matching() {
    var on = words.takeWord("on");
    if (!on && !words.takeWord("ignoring")) {
      return Matching.ALL;
    }
    var labels = operands.labelNames();
    if (words.peek().isWord("group_left") || words.peek().isWord("group_right")) {
      throw words.wrong(
          words.peek().text().toLowerCase(Locale.ROOT) + " is not evaluated by this server");
    }
    return new Matching(on, labels);
  }

  private Expression unary() {
    if (words.peek().is("-") || words.peek().is("+")) {
      var sign = words.next();
      // A minus binds less than a power and as much as a product.
      var of = expression(UNARY + 1);
      if (!isNumeric(of)) {
        throw words.wrongAt(
            sign.position(),
            "unary expression only allowed on expressions of type scalar or instant vector, got \""
                + of.type().words()
                + "\"");
      }
      return sign.is("+") ? of : new Negated(of);
    }
    return followed(primary());
  }

  private Expression primary() {
    var token = words.peek();
    return switch (token.kind()) {
      case NUMBER -> new Constant(number(words.next()));
      case STRING -> new Literal(words.next().text());
      case NAME ->
          switch (token.text().toLowerCase(Locale.ROOT)) {
            case "inf", "nan" -> new Constant(number(words.next()));
            default -> operands.named();
          };
      case SIGN -> {
        if (token.is("{")) {
          yield operands.selector("");
        }
        words.expect("(", "");
        var inside = expression(0);
        words.expect(")", "in paren expression");
        yield new Enclosed(inside);
      }
      case DURATION, END -> throw words.unexpected("");
    };
  }

  private double number(Token token) {
    var text = token.text().toLowerCase(Locale.ROOT);
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> {
        try {
          yield text.startsWith("0x")
              ? Long.parseLong(text.substring(2), 16)
              : Double.parseDouble(text);
        } catch (NumberFormatException _) {
          throw words.wrongAt(token.position(), "error parsing number: " + token.text());
        }
      }
    };
  }

  /// Ranges and offsets after an operand.
  private Expression followed(Expression operand) {
    var found = operand;
    while (true) {
      if (words.peek().is("[")) {
        found = ranged(found);
      } else if (words.peek().isWord("offset")) {
        found = moved(found);
      } else if (words.peek().is("@")) {
        throw words.wrong("the @ modifier is not evaluated by this server");
      } else {
        return found;
      }
    }
  }

  private Expression ranged(Expression of) {
    var at = words.next().position();
    var millis = words.duration("in subquery or range selector");
    if (words.peek().is(":")) {
      words.next();
      var step = words.peek().is("]") ? 0 : words.duration("in subquery selector");
      words.expect("]", "in subquery selector");
      if (of.type() != Type.VECTOR && of.type() != Type.SCALAR) {
        throw words.wrongAt(
            at,
            "subquery is only allowed on instant vector, got " + of.type().words() + " instead");
      }
      return new Subquery(of, millis, step, 0);
    }
    words.expect("]", "in range selector");
    if (!(of instanceof Selector selector)) {
      throw words.wrongAt(at, "ranges only allowed for vector selectors");
    }
    if (selector.offset() != 0) {
      throw words.wrongAt(at, "no offset modifiers allowed before range");
    }
    return new Range(selector, millis);
  }

  private Expression moved(Expression of) {
    var at = words.next().position();
    var back = words.peek().is("-");
    if (back) {
      words.next();
    }
    var millis = words.duration("in offset") * (back ? -1 : 1);
    return switch (of) {
      case Selector one when one.offset() == 0 -> new Selector(one.name(), one.matchers(), millis);
      case Range one when one.of().offset() == 0 ->
          new Range(new Selector(one.of().name(), one.of().matchers(), millis), one.millis());
      case Subquery one when one.offset() == 0 ->
          new Subquery(one.of(), one.millis(), one.step(), millis);
      case Selector _, Range _, Subquery _ ->
          throw words.wrongAt(at, "offset may not be set multiple times");
      case Constant _,
          Literal _,
          Expression.Call _,
          Expression.Aggregate _,
          Binary _,
          Negated _,
          Enclosed _ ->
          throw words.wrongAt(
              at,
              "offset modifier must be preceded by an instant vector selector or range vector"
                  + " selector or a subquery");
    };
  }
}
