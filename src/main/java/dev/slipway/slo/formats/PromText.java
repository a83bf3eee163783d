package dev.slipway.slo.formats;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where selectors, ranges, numbers and minus signs stand in a PromQL query. No parser: whether a
/// query is valid only its server can say; this never fails, and what it does not know it skips.
final class PromText {

  static final Pattern WINDOW = Pattern.compile("\\{\\{ *\\.window *\\}\\}");

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan", "start", "end");
  private static final Set<String> LABEL_LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  /// One condition of a selector, such as `code=~"5.."`.
  record Matcher(String label, String operator, String value) {}

  /// A selector.
  ///
  /// @param name of the metric; empty where only labels say it
  /// @param end after its braces, and before a range
  record Selector(String name, List<Matcher> matchers, int start, int end) {

    Optional<Matcher> matcher(String label) {
      return matchers.stream().filter(matcher -> matcher.label().equals(label)).findFirst();
    }
  }

  /// What stands in brackets.
  record Range(String text, int start, int end) {}

  final List<Selector> selectors = new ArrayList<>();
  final List<Range> ranges = new ArrayList<>();
  final List<BigDecimal> numbers = new ArrayList<>();
  final Set<String> functions = new HashSet<>();
  boolean subtracts;

  private final String text;
  private int at;

  private PromText(String text) {
    this.text = text;
  }

  static PromText of(String query) {
    var read = new PromText(query);
    while (read.at < query.length()) {
      read.next();
    }
    return read;
  }

  boolean hasWindow() {
    return WINDOW.matcher(text).find();
  }

  /// Whether it is one selector and nothing else.
  boolean isSelector() {
    return selectors.size() == 1
        && ranges.isEmpty()
        && numbers.isEmpty()
        && text.substring(0, selectors.getFirst().start()).isBlank()
        && text.substring(selectors.getFirst().end()).isBlank();
  }

  String text(Selector selector) {
    return text.substring(selector.start(), selector.end());
  }

  private void next() {
    var sign = text.charAt(at);
    if (sign == '#') {
      skipTo('\n');
    } else if (sign == '"' || sign == '\'' || sign == '`') {
      string();
    } else if (sign == '[') {
      range();
    } else if (text.startsWith("{{", at)) {
      template();
    } else if (sign == '{') {
      var start = at;
      selectors.add(selector("", start));
    } else if (isFirst(sign)) {
      word();
    } else if (isDigit(at) || (sign == '.' && isDigit(at + 1))) {
      number();
    } else {
      subtracts |= sign == '-';
      at++;
    }
  }

  private void skipTo(char end) {
    var found = text.indexOf(end, at + 1);
    at = found < 0 ? text.length() : found + 1;
  }

  private void template() {
    var end = text.indexOf("}}", at);
    at = end < 0 ? text.length() : end + 2;
  }

  private void range() {
    var start = at + 1;
    skipTo(']');
    var end = text.charAt(at - 1) == ']' ? at - 1 : at;
    ranges.add(new Range(text.substring(Math.min(start, end), end), Math.min(start, end), end));
  }

  private String string() {
    var quote = text.charAt(at++);
    var value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (quote != '`' && text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    at = Math.min(at + 1, text.length());
    return value.toString();
  }

  private void word() {
    var start = at;
    while (at < text.length()) {
      if (text.startsWith("{{", at)) {
        template();
      } else if (isFirst(text.charAt(at)) || isDigit(at)) {
        at++;
      } else {
        break;
      }
    }
    var word = text.substring(start, at);
    var end = at;
    blanks();
    if (LABEL_LISTS.contains(word)) {
      if (at < text.length() && text.charAt(at) == '(') {
        skipTo(')');
      }
    } else if (isAt('(') || isWordAt("by") || isWordAt("without")) {
      functions.add(word);
    } else if (!WORDS.contains(word)) {
      if (isAt('{') && !text.startsWith("{{", at)) {
        selectors.add(selector(word, start));
      } else {
        at = end;
        selectors.add(new Selector(word, List.of(), start, end));
      }
    }
  }

  private Selector selector(String name, int start) {
    at++;
    var matchers = new ArrayList<Matcher>();
    var known = name;
    while (at < text.length() && text.charAt(at) != '}') {
      var sign = text.charAt(at);
      if (isFirst(sign)) {
        var from = at;
        while (at < text.length() && (isFirst(text.charAt(at)) || isDigit(at))) {
          at++;
        }
        matcher(text.substring(from, at)).ifPresent(matchers::add);
      } else if (sign == '"' || sign == '\'') {
        // Since Prometheus 3 names may stand in quotes inside the braces.
        var quoted = string();
        known = known.isEmpty() ? quoted : known;
      } else {
        at++;
      }
    }
    at = Math.min(at + 1, text.length());
    return new Selector(known, List.copyOf(matchers), start, at);
  }

  private Optional<Matcher> matcher(String label) {
    blanks();
    for (var operator : List.of("=~", "!~", "!=", "=")) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        blanks();
        return isAt('"') || isAt('\'') || isAt('`')
            ? Optional.of(new Matcher(label, operator, string()))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void number() {
    var start = at;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || isPart(start))) {
      at++;
    }
    Decimals.read(text.substring(start, at)).ifPresent(numbers::add);
  }

  /// A point, or the sign of an exponent.
  private boolean isPart(int start) {
    var sign = text.charAt(at);
    return sign == '.'
        || ((sign == '-' || sign == '+')
            && at > start
            && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E'));
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean isAt(char sign) {
    return at < text.length() && text.charAt(at) == sign;
  }

  private boolean isWordAt(String word) {
    var after = at + word.length();
    return text.startsWith(word, at)
        && (after >= text.length() || (!isFirst(text.charAt(after)) && !isDigit(after)));
  }

  private static boolean isFirst(char sign) {
    return (sign >= 'a' && sign <= 'z')
        || (sign >= 'A' && sign <= 'Z')
        || sign == '_'
        || sign == ':';
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
