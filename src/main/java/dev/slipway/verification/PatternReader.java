package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Reads the text of a {@link TextPattern}.
final class PatternReader {

  private static final int MOST_TIMES = 100;

  /// A part of a pattern.
  sealed interface Node {

    /// One character. Asking takes as long for many characters as for one: it looks into a table.
    record One(BitSet which) implements Node {}

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
  private static final int CHARACTERS = Character.MAX_VALUE + 1;

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
      case '.' -> new Node.One(others(just('\n')));
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

  private BitSet set() {
    boolean others = take('^');
    var typed = new BitSet();
    var any = new BitSet();
    boolean begun = false;
    while (at < text.length() && (text.charAt(at) != ']' || !begun)) {
      begun = true;
      char from = text.charAt(at++);
      if (from == '\\') {
        any.or(escaped());
      } else if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
        char to = text.charAt(at + 1);
        at += 2;
        if (to < from || to == '\\') {
          throw refused("is no range from a character to a later one");
        }
        typed.set(from, to + 1);
      } else {
        typed.set(from);
      }
    }
    if (!take(']')) {
      throw refused("lacks a ]");
    }
    any.or(compared(typed));
    return others ? others(any) : any;
  }

  private BitSet escaped() {
    if (at == text.length()) {
      throw refused("ends with a \\");
    }
    char next = text.charAt(at++);
    return switch (next) {
      case 'd' -> digits();
      case 'D' -> others(digits());
      case 'w' -> word();
      case 'W' -> others(word());
      case 's' -> blank();
      case 'S' -> others(blank());
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

  private BitSet just(char one) {
    var just = new BitSet();
    just.set(one);
    return compared(just);
  }

  /// Characters as a text is compared with them, which is in lower case where case does not matter.
  private BitSet compared(BitSet typed) {
    if (!anyCase) {
      return typed;
    }
    var lower = new BitSet();
    typed.stream().forEach(character -> lower.set(TextPattern.lower(character)));
    return lower;
  }

  private static BitSet others(BitSet some) {
    some.flip(0, CHARACTERS);
    return some;
  }

  private static BitSet digits() {
    var digits = new BitSet();
    digits.set('0', '9' + 1);
    return digits;
  }

  private static BitSet word() {
    var word = digits();
    word.set('_');
    word.set('a', 'z' + 1);
    word.set('A', 'Z' + 1);
    return word;
  }

  private static BitSet blank() {
    var blank = new BitSet();
    blank.set(' ');
    blank.set('\t', '\r' + 1);
    return blank;
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
