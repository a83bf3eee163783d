package dev.slipway.home;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What somebody typed, taken apart.
///
/// @param scope what its first letter asks for
/// @param terms words in lower case; something is found if it says all of them
record SearchQuery(Scope scope, List<String> terms) {

  private static final int LONGEST = 100;
  private static final int MOST_TERMS = 6;

  /// GO: anything with a page. ACT: a change to plan. PEOPLE: people and teams. CHANGES:
  /// deployments and plans.
  enum Scope {
    GO,
    ACT,
    PEOPLE,
    CHANGES
  }

  static SearchQuery of(String typed) {
    var text = typed.substring(0, Math.min(typed.length(), LONGEST)).strip();
    var scope =
        switch (text.isEmpty() ? ' ' : text.charAt(0)) {
          case '>' -> Scope.ACT;
          case '@' -> Scope.PEOPLE;
          case '#' -> Scope.CHANGES;
          default -> Scope.GO;
        };
    var words = scope == Scope.GO ? text : text.substring(1);
    return new SearchQuery(
        scope,
        Arrays.stream(words.toLowerCase(Locale.ROOT).split("[\\s,]+"))
            .filter(word -> !word.isEmpty())
            .limit(MOST_TERMS)
            .toList());
  }

  boolean isEmpty() {
    return terms.isEmpty();
  }
}
