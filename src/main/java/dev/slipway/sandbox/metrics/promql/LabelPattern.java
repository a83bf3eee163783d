package dev.slipway.sandbox.metrics.promql;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression over the whole of a label's value. Prometheus' engine (RE2) takes time in
/// proportion to the text; Java's may take for ever, so its steps are counted here, and what RE2
/// does not know is refused.
record LabelPattern(String text, Pattern pattern) {

  private static final int MOST_STEPS = 200_000;
  private static final int MOST_SIGNS = 2_000;
  private static final Pattern NOT_IN_RE2 =
      Pattern.compile("\\(\\?(?:[=!>]|<[=!])|\\\\[1-9kGZ]|[*+?}]\\+|&&");

  /// Reads an expression.
  ///
  /// @throws IllegalArgumentException if it is none
  static LabelPattern of(String text) {
    if (text.length() > MOST_SIGNS || NOT_IN_RE2.matcher(text).find()) {
      throw new IllegalArgumentException(
          "error parsing regexp: invalid or unsupported Perl syntax: `" + start(text) + "`");
    }
    try {
      return new LabelPattern(text, Pattern.compile(text.replace("(?P<", "(?<"), Pattern.DOTALL));
    } catch (PatternSyntaxException | StackOverflowError wrong) {
      throw new IllegalArgumentException(
          "error parsing regexp: invalid expression: `" + start(text) + "`", wrong);
    }
  }

  boolean matches(String value) {
    return match(value).isPresent();
  }

  Optional<Matcher> match(String value) {
    try {
      var matcher = pattern.matcher(new Counted(value, new AtomicInteger()));
      return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    } catch (StackOverflowError deep) {
      throw tooMuch();
    }
  }

  private static QueryFailed tooMuch() {
    return QueryFailed.execution("a regular expression takes too many steps");
  }

  private static String start(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  /// A text that counts how often it, or a part of it, is looked at.
  private static final class Counted implements CharSequence {

    private final String text;
    private final AtomicInteger steps;

    Counted(String text, AtomicInteger steps) {
      this.text = text;
      this.steps = steps;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (steps.incrementAndGet() > MOST_STEPS) {
        throw tooMuch();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.substring(start, end), steps);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
