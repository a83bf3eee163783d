package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Reads the text of a {@link TextPattern}.
final class PatternReader {

  private static final int MOST_TIMES = 100;

  /// A part of a pattern.
  sealed interface Node {

    /// One character.
    record One(IntPredicate which) implements Node {}

    /// The beginning or the end of the text.
    record Edge(boolean start) implements Node {}

    record All(List<Node> parts) implements Node {}

    record Either(Node one, Node other) implements Node {}

    /// A part, so many times in a row.
    ///
    /// @param most below zero for any number
    record Times(Node part, int least, int most) implements Node {}
  }

  /// What was read.
  ///
  /// @param anyCase whether a text is compared in lower case
  record Read(Node whole, boolean anyCase) {}

  private static final String IN_ANY_CASE = "(?i)";
  private static final String SPECIAL = "\\^$.|?*+()[]{}";

  private final String text;
  private final boolean anyCase;
  private int at;

  PatternReader(String text) {
    this.text = text;
    this.anyCase = text.startsWith(IN_ANY_CASE);
    this.at = anyCase ? IN_ANY_CASE.length() : 0;
  }

  Read read() {
    var whole = either();
    if (at < text.length()) {
      throw refused("closes what was never opened");
    }
    return new Read(whole, anyCase);
  }

  private Node either() {
    var one = all();
    return take('|') ? new Node.Either(one, either()) : one;
  }

  private Node all() {
    var parts = new ArrayList<Node>();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      parts.add(repeated(part()));
    }
    return new Node.All(parts);
  }

  private Node repeated(Node part) {
    Node now;
    if (take('*')) {
      now = new Node.Times(part, 0, -1);
    } else if (take('+')) {
      now = new Node.Times(part, 1, -1);
    } else if (take('?')) {
      now = new Node.Times(part, 0, 1);
    } else if (take('{')) {
      now = counted(part);
    } else {
      return part;
    }
    // Whether as much or as little as can be is taken makes no difference to what is found.
    take('?');
    if (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
      throw refused("repeats what is repeated already");
    }
    return now;
  }

  private Node counted(Node part) {
    int least = number();
    int most = least;
    if (take(',')) {
      most = at < text.length() && text.charAt(at) == '}' ? -1 : number();
    }
    if (!take('}') || (most >= 0 && most < least)) {
      throw refused("is no number of times, such as {2} or {2,3}");
    }
    return new Node.Times(part, least, most);
  }

  private int number() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from || at - from > 3 || Integer.parseInt(text, from, at, 10) > MOST_TIMES) {
      throw refused("is no number of times from 0 to " + MOST_TIMES + "; write \\{ for the sign");
    }
    return Integer.parseInt(text, from, at, 10);
  }

  private Node part() {
    char next = text.charAt(at++);
    return switch (next) {
      case '(' -> group();
      case '[' -> new Node.One(set());
      case '.' -> new Node.One(character -> character != '\n');
      case '^' -> new Node.Edge(true);
      case '$' -> new Node.Edge(false);
      case '\\' -> new Node.One(escaped());
      case '*', '+', '?', '{' -> {
        at--;
        throw refused("has nothing before it to repeat; write \\" + next + " for the sign");
      }
      default -> new Node.One(just(next));
    };
  }

  private Node group() {
    if (take('?') && !take(':')) {
      throw refused("is not understood: groups look like ( ) or (?: )");
    }
    var inside = either();
    if (!take(')')) {
      throw refused("lacks a )");
    }
    return inside;
  }

  private IntPredicate set() {
    boolean others = take('^');
    IntPredicate any = _ -> false;
    boolean begun = false;
    while (at < text.length() && (text.charAt(at) != ']' || !begun)) {
      begun = true;
      char from = text.charAt(at++);
      if (from == '\\') {
        any = any.or(escaped());
      } else if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
        char to = text.charAt(at + 1);
        at += 2;
        if (to < from || to == '\\') {
          throw refused("is no range from a character to a later one");
        }
        any = any.or(between(from, to));
      } else {
        any = any.or(just(from));
      }
    }
    if (!take(']')) {
      throw refused("lacks a ]");
    }
    return others ? any.negate() : any;
  }

  private IntPredicate escaped() {
    if (at == text.length()) {
      throw refused("ends with a \\");
    }
    char next = text.charAt(at++);
    return switch (next) {
      case 'd' -> between('0', '9');
      case 'D' -> between('0', '9').negate();
      case 'w' -> word();
      case 'W' -> word().negate();
      case 's' -> blank();
      case 'S' -> blank().negate();
      case 'n' -> just('\n');
      case 'r' -> just('\r');
      case 't' -> just('\t');
      default -> {
        if (SPECIAL.indexOf(next) < 0 && Character.isLetterOrDigit(next)) {
          throw refused("is not understood: \\" + next);
        }
        yield just(next);
      }
    };
  }

  private IntPredicate just(char one) {
    int wanted = anyCase ? TextPattern.lower(one) : one;
    return character -> character == wanted;
  }

  private IntPredicate between(char from, char to) {
    if (!anyCase) {
      return character -> character >= from && character <= to;
    }
    return character ->
        (character >= from && character <= to)
            || (Character.toUpperCase(character) >= from && Character.toUpperCase(character) <= to);
  }

  private static IntPredicate word() {
    return character ->
        character == '_'
            || (character >= '0' && character <= '9')
            || (character >= 'a' && character <= 'z')
            || (character >= 'A' && character <= 'Z');
  }

  private static IntPredicate blank() {
    return character -> character == ' ' || (character >= '\t' && character <= '\r');
  }

  private boolean take(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private FieldRefused refused(String why) {
    return new FieldRefused("text", "The pattern %s (at character %d).".formatted(why, at + 1));
  }
}
