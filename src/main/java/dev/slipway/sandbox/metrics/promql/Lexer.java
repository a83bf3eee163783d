package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts a query into its words.
final class Lexer {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:ms|[smhdwy]))+(?![\\w.])");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:0[xX][0-9a-fA-F]+|(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)(?![\\w.])");
  private static final Pattern SIGN = Pattern.compile("==|!=|>=|<=|=~|!~|[-+*/%^<>=(){}\\[\\],@:]");
  private static final Pattern BLANK = Pattern.compile("(?:\\s|#[^\\n]*)++");

  private final String query;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private boolean inBrackets;

  private Lexer(String query) {
    this.query = query;
  }

  static List<Token> tokens(String query) {
    return new Lexer(query).read();
  }

  private List<Token> read() {
    take(BLANK);
    while (position < query.length()) {
      var start = position;
      tokens.add(next(start));
      take(BLANK);
    }
    tokens.add(new Token(Kind.END, "", query.length()));
    return tokens;
  }

  private Token next(int start) {
    var first = query.charAt(start);
    if (first == '"' || first == '\'' || first == '`') {
      return new Token(Kind.STRING, string(first), start);
    }
    if (digits(start)) {
      var duration = take(DURATION);
      if (!duration.isEmpty()) {
        return new Token(Kind.DURATION, duration, start);
      }
      var number = take(NUMBER);
      if (number.isEmpty()) {
        throw wrong(start, "bad number or duration syntax");
      }
      return new Token(Kind.NUMBER, number, start);
    }
    // Between brackets a colon parts the range of a subquery from its step.
    var name = inBrackets && first == ':' ? "" : take(NAME);
    if (!name.isEmpty()) {
      return new Token(Kind.NAME, name, start);
    }
    var sign = take(SIGN);
    if (sign.isEmpty()) {
      throw wrong(start, "unexpected character: '" + first + "'");
    }
    inBrackets = sign.equals("[") || (inBrackets && !sign.equals("]"));
    return new Token(Kind.SIGN, sign, start);
  }

  private boolean digits(int at) {
    var first = query.charAt(at);
    return isDigit(first)
        || (first == '.' && at + 1 < query.length() && isDigit(query.charAt(at + 1)));
  }

  private static boolean isDigit(char sign) {
    return sign >= '0' && sign <= '9';
  }

  private String take(Pattern pattern) {
    var found = pattern.matcher(query).region(position, query.length());
    if (!found.lookingAt()) {
      return "";
    }
    position = found.end();
    return found.group();
  }

  private String string(char quote) {
    var start = position++;
    var text = new StringBuilder();
    while (position < query.length()) {
      var sign = query.charAt(position++);
      if (sign == quote) {
        return text.toString();
      }
      if (sign == '\n' && quote != '`') {
        break;
      }
      if (sign == '\\' && quote != '`') {
        escaped(start, quote, text);
      } else {
        text.append(sign);
      }
    }
    throw wrong(start, quote == '`' ? "unterminated raw string" : "unterminated quoted string");
  }

  private void escaped(int start, char quote, StringBuilder text) {
    var sign = position < query.length() ? query.charAt(position++) : ' ';
    switch (sign) {
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'a' -> text.append('\u0007');
      case 'v' -> text.append('\u000b');
      case '\\' -> text.append('\\');
      case 'x' -> text.append(coded(start, 2));
      case 'u' -> text.append(coded(start, 4));
      default -> {
        if (sign != quote) {
          throw wrong(start, "unknown escape sequence '" + sign + "'");
        }
        text.append(sign);
      }
    }
  }

  private char coded(int start, int digits) {
    try {
      var code = Integer.parseInt(query.substring(position, position + digits), 16);
      position += digits;
      return (char) code;
    } catch (NumberFormatException | StringIndexOutOfBoundsException _) {
      throw wrong(start, "escape sequence is not terminated");
    }
  }

  private WrongQuery wrong(int at, String what) {
    return WrongQuery.at(query, at, what);
  }
}
