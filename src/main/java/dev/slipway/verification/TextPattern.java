package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;

/// A regular expression that is looked for without going back, so that the time it takes grows with
/// text times pattern, whatever it says (R. Cox, Regular Expression Matching Can Be Simple And
/// Fast). What needs going back, such as references and looking around, is refused. That time is
/// bounded, and still long: look by {@link BodySearch}.
final class TextPattern {

  private static final int LONGEST = 200;

  /// Bounds the time: each character of a text is compared with so many steps at most.
  static final int MOST_STEPS = 1_000;

  /// After so many characters the search looks whether anybody still waits for it.
  private static final int STRETCH = 256;

  /// What is done with one character, or before it.
  private enum What {
    ONE,
    EITHER,
    START,
    END,
    FOUND
  }

  /// @param then where it goes on, twice for EITHER
  private record Step(What what, BitSet which, int then, int or) {}

  /// For a step that takes no character.
  private static final BitSet NONE = new BitSet();

  private final List<Step> steps = new ArrayList<>();
  private final boolean anyCase;
  private final int first;
  private int parts;

  private TextPattern(PatternReader.Read read) {
    this.anyCase = read.anyCase();
    int found = add(What.FOUND, NONE, 0, 0);
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

  /// What a search came to.
  ///
  /// @param steps how often a step was looked at, which is what its time grows with: at most
  ///   `MOST_STEPS` for each character and the end
  record Sought(boolean found, long steps) {}

  /// Looks whether it is somewhere in a text.
  ///
  /// @throws CancellationException if its thread is interrupted meanwhile
  Sought seek(CharSequence text) {
    int length = text.length();
    var now = new Places(steps.size());
    var next = new Places(steps.size());
    long looked = 0;
    for (int at = 0; at <= length; at++) {
      if (at % STRETCH == 0 && Thread.interrupted()) {
        throw new CancellationException("nobody waits for what is looked for");
      }
      reach(now, first, at, length);
      looked += now.size;
      if (now.found) {
        return new Sought(true, looked);
      }
      if (at < length) {
        character(anyCase ? lower(text.charAt(at)) : text.charAt(at), now, next, at + 1, length);
      }
      var empty = now;
      now = next;
      next = empty;
      next.clear();
    }
    return new Sought(false, looked);
  }

  /// Takes one character from where the search stands to where it stands after it.
  private void character(int character, Places now, Places next, int after, int length) {
    for (int i = 0; i < now.size; i++) {
      var step = steps.get(now.all[i]);
      if (step.what() == What.ONE && step.which().get(character)) {
        reach(next, step.then(), after, length);
      }
    }
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
      case PatternReader.Node.Edge(var start) -> add(start ? What.START : What.END, NONE, then, 0);
      case PatternReader.Node.All(var inOrder) -> {
        int at = then;
        for (var part : inOrder.reversed()) {
          at = made(part, at);
        }
        yield at;
      }
      case PatternReader.Node.Either(var one, var other) ->
          add(What.EITHER, NONE, made(one, then), made(other, then));
      case PatternReader.Node.Times(var part, var least, var most) ->
          times(part, least, most, then);
    };
  }

  private int times(PatternReader.Node part, int least, int most, int then) {
    int at = then;
    if (most < 0) {
      int loop = add(What.EITHER, NONE, 0, then);
      steps.set(loop, new Step(What.EITHER, NONE, made(part, loop), then));
      at = loop;
    }
    for (int i = least; i < most; i++) {
      at = add(What.EITHER, NONE, made(part, at), then);
    }
    for (int i = 0; i < least; i++) {
      at = made(part, at);
    }
    return at;
  }

  private int add(What what, BitSet which, int then, int or) {
    if (steps.size() >= MOST_STEPS) {
      throw tooMuch();
    }
    steps.add(new Step(what, which, then, or));
    return steps.size() - 1;
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
