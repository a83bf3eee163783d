package dev.slipway.home;

import java.util.List;
import java.util.Locale;

/// How well words fit to something: 0 is best, and {@link #NONE} does not fit.
final class Likeness {

  static final int NONE = Integer.MAX_VALUE;

  private static final int BEGINS = 1;
  private static final int WORD = 3;
  private static final int INSIDE = 6;

  private Likeness() {}

  /// All of the words, each in whichever of the texts it fits best.
  static int of(List<String> terms, String... texts) {
    var sum = 0;
    for (var term : terms) {
      var best = best(term, texts);
      if (best == NONE) {
        return NONE;
      }
      sum += best;
    }
    return sum;
  }

  static int best(String term, String... texts) {
    var best = NONE;
    for (var text : texts) {
      best = Math.min(best, one(term, text.toLowerCase(Locale.ROOT)));
    }
    return best;
  }

  private static int one(String term, String text) {
    var at = text.indexOf(term);
    if (at < 0) {
      return NONE;
    }
    if (at == 0) {
      return text.length() == term.length() ? 0 : BEGINS;
    }
    for (var from = at; from >= 0; from = text.indexOf(term, from + 1)) {
      if (!Character.isLetterOrDigit(text.charAt(from - 1))) {
        return WORD;
      }
    }
    return INSIDE;
  }
}
