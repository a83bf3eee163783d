package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A regular expression that is looked for without going back, so that the time it takes grows with
/// text times pattern, whatever it says (R. Cox, Regular Expression Matching Can Be Simple And
/// Fast). What needs going back, such as references and looking around, is refused.
final class TextPattern {

  private static final int LONGEST = 200;

  /// Bounds the time: each character of a text is compared with so many steps at most.
  private static final int MOST_STEPS = 1_000;

  /// What is done with one character, or before it.
  private enum What {
    ONE,
    EITHER,
    START,
    END,
    FOUND
  }

  /// @param then where it goes on, twice for EITHER
  private record Step(What what, IntPredicate which, int then, int or) {}

  private final List<Step> steps = new ArrayList<>();
  private final boolean anyCase;
  private final int first;
  private int parts;

  private TextPattern(PatternReader.Read read) {
    this.anyCase = read.anyCase();
    int found = add(What.FOUND, TextPattern::never, 0, 0);
    this.first = made(read.whole(), found);
  }

  /// Reads one as people write it: `.`, `[a-z]`, `[^"]`, `\d \w \s`, `( )`, `|`, `* + ? {2,3}`, `^`
  /// and `$` for the ends of the whole text, `(?i)` in front for any case.
  ///
  /// @throws FieldRefused of the field `text`, saying what is not understood
  static TextPattern of(String pattern) {
    if (pattern.isEmpty() || pattern.length() > LONGEST) {
      throw new FieldRefused("text", "A pattern has 1 to %d characters.".formatted(LONGEST));
    }
    return new TextPattern(new PatternReader(pattern).read());
  }

  /// Whether it is somewhere in a text.
  boolean isIn(String text) {
    var now = new Places(steps.size());
    var next = new Places(steps.size());
    for (int at = 0; at <= text.length(); at++) {
      reach(now, first, at, text.length());
      if (now.found) {
        return true;
      }
      if (at < text.length()) {
        int character = anyCase ? lower(text.charAt(at)) : text.charAt(at);
        for (int i = 0; i < now.size; i++) {
          var step = steps.get(now.all[i]);
          if (step.what() == What.ONE && step.which().test(character)) {
            reach(next, step.then(), at + 1, text.length());
          }
        }
        if (next.found) {
          return true;
        }
      }
      var empty = now;
      now = next;
      next = empty;
      next.clear();
    }
    return false;
  }

  /// Puts a step, and those that follow it without a character, where the search stands.
  private void reach(Places places, int step, int at, int length) {
    if (!places.add(step)) {
      return;
    }
    var one = steps.get(step);
    switch (one.what()) {
      case ONE -> {}
      case FOUND -> places.found = true;
      case EITHER -> {
        reach(places, one.then(), at, length);
        reach(places, one.or(), at, length);
      }
      case START -> {
        if (at == 0) {
          reach(places, one.then(), at, length);
        }
      }
      case END -> {
        if (at == length) {
          reach(places, one.then(), at, length);
        }
      }
    }
  }

  private int made(PatternReader.Node node, int then) {
    if (++parts > MOST_STEPS) {
      throw tooMuch();
    }
    return switch (node) {
      case PatternReader.Node.One(var which) -> add(What.ONE, which, then, 0);
      case PatternReader.Node.Edge(var start) ->
          add(start ? What.START : What.END, TextPattern::never, then, 0);
      case PatternReader.Node.All(var inOrder) -> {
        int at = then;
        for (var part : inOrder.reversed()) {
          at = made(part, at);
        }
        yield at;
      }
      case PatternReader.Node.Either(var one, var other) ->
          add(What.EITHER, TextPattern::never, made(one, then), made(other, then));
      case PatternReader.Node.Times(var part, var least, var most) ->
          times(part, least, most, then);
    };
  }

  private int times(PatternReader.Node part, int least, int most, int then) {
    int at = then;
    if (most < 0) {
      int loop = add(What.EITHER, TextPattern::never, 0, then);
      steps.set(loop, new Step(What.EITHER, TextPattern::never, made(part, loop), then));
      at = loop;
    }
    for (int i = least; i < most; i++) {
      at = add(What.EITHER, TextPattern::never, made(part, at), then);
    }
    for (int i = 0; i < least; i++) {
      at = made(part, at);
    }
    return at;
  }

  private int add(What what, IntPredicate which, int then, int or) {
    if (steps.size() >= MOST_STEPS) {
      throw tooMuch();
    }
    steps.add(new Step(what, which, then, or));
    return steps.size() - 1;
  }

  /// For a step that takes no character.
  private static boolean never(int character) {
    return false;
  }

  static int lower(int character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }

  private static FieldRefused tooMuch() {
    return new FieldRefused(
        "text", "The pattern repeats too much. Let it find less, or look for a plain text.");
  }

  /// Each step at most once.
  private static final class Places {

    final int[] all;
    private final boolean[] known;
    int size;
    boolean found;

    Places(int most) {
      all = new int[most];
      known = new boolean[most];
    }

    boolean add(int step) {
      if (known[step]) {
        return false;
      }
      known[step] = true;
      all[size++] = step;
      return true;
    }

    void clear() {
      for (int i = 0; i < size; i++) {
        known[all[i]] = false;
      }
      size = 0;
      found = false;
    }
  }
}
