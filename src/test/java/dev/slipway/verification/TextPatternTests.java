package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.FieldRefused;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          up                       ~ {"status":"up"}          ~ true
          up                       ~ down                     ~ false
          "status" *: *"up"        ~ {"status" : "up"}        ~ true
          ^ok$                     ~ ok                       ~ true
          ^ok$                     ~ not ok                   ~ false
          ^ok$                     ~ okay                     ~ false
          v[0-9]+[.][0-9]+         ~ this is v12.4            ~ true
          v\\d{2}\\.\\d            ~ this is v1.4             ~ false
          [^a-z]                   ~ abc                      ~ false
          (up|well|fine) *!        ~ all is fine!             ~ true
          (?i)UP                   ~ it is up                 ~ true
          (?i)[a-c]+x              ~ ABCX                     ~ true
          (?i)[A-C]+x              ~ abcX                     ~ true
          (?i)[^A-C]               ~ abc                      ~ false
          [^\\w-]                  ~ a-b                      ~ false
          [\\D]                    ~ 12                       ~ false
          [^äöü]                   ~ äöü                      ~ false
          (?:ab){2,3}c             ~ xababc                   ~ true
          (?:ab){2,3}c             ~ abc                      ~ false
          a{0}b                    ~ ab                       ~ true
          \\w+@\\w+                ~ a b@c                    ~ true
          []x]                     ~ a]                       ~ true
          [a-]                     ~ -                        ~ true
          x*                       ~ none of it               ~ true
          a.c                      ~ a c                      ~ true
          \\{\\}                   ~ {}                       ~ true
          <title>.*?</title>       ~ <title>Quiz</title>      ~ true
          """)
  void whatPeopleWriteIsFoundAsTheyMeanIt(String pattern, String text, boolean found) {
    assertThat(isIn(pattern, text)).isEqualTo(found);
  }

  @Test
  void aDotEndsWithItsLine() {
    assertThat(isIn("a.b", "a\nb")).isFalse();
    assertThat(isIn("a\\sb", "a\nb")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        ")",
        "a)",
        "[",
        "[a",
        "[z-a]",
        "*",
        "+a",
        "a**",
        "a{2",
        "a{,2}",
        "a{3,2}",
        "a{101}",
        "{",
        "\\",
        "\\1",
        "\\b",
        "(?=a)",
        "(?<n>a)",
        "a(?i)b",
        "(((((){100}){100}){100}){100}){100}",
        "((a{100}){100})",
      })
  void whatIsNotUnderstoodIsRefused(String pattern) {
    assertThatThrownBy(() -> TextPattern.of(pattern))
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo("text"));
    assertThatThrownBy(() -> TextPattern.of("a".repeat(201))).isInstanceOf(FieldRefused.class);
  }

  /// What takes others years takes as many steps as text times pattern.
  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "^(a|a)*$", "(a*)*b", "(.*)*x", "(|)(|)(|)(|)(|)(|)(|)(|)*^y"})
  void aPatternThatGoesBackForEverComesToAnEnd(String pattern) {
    assertThat(isIn(pattern, "a".repeat(60_000) + "!")).isFalse();
  }

  /// What a try may look at, whatever an owner of a service writes and answers.
  @Test
  void theLargestPatternTakesBoundedSteps() {
    var body = "a".repeat(HttpTries.BODY);
    for (var pattern :
        List.of("(?:(?:a?){60}){5}b", "(?:(?:a|b|c|d?){10}){7}x", class170() + "{60}b")) {
      var sought = TextPattern.of(pattern).seek(body);
      assertThat(sought.found()).isFalse();
      assertThat(sought.steps())
          .as(pattern)
          .isBetween((long) HttpTries.BODY, (long) TextPattern.MOST_STEPS * (HttpTries.BODY + 1));
    }
  }

  @Test
  void aSearchForNobodyEnds() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> TextPattern.of("a").seek("b"))
        .isInstanceOf(CancellationException.class);
  }

  private static String class170() {
    return IntStream.range(0x100, 0x100 + 170)
        .mapToObj(Character::toString)
        .collect(Collectors.joining("", "[^", "]"));
  }

  private static boolean isIn(String pattern, String text) {
    return TextPattern.of(pattern).seek(text).found();
  }

  /// Of small patterns and texts Java's own engine says the same.
  @Test
  void itFindsWhatJavaFinds() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    for (var i = 0; i < 5_000; i++) {
      var pattern =
          (random.nextInt(4) == 0 ? "^" : "")
              + pattern(random, 3)
              + (random.nextInt(4) == 0 ? "$" : "");
      if (pattern.length() > 200) {
        continue;
      }
      var text = text(random);
      assertThat(isIn(pattern, text))
          .as("%s in %s, seed %d", pattern, text, seed)
          .isEqualTo(Pattern.compile(pattern).matcher(text).find());
    }
  }

  /// Nothing in it repeats what may be empty, over which engines differ.
  private static String pattern(Random random, int depth) {
    var parts = new StringBuilder();
    for (var i = 0; i <= random.nextInt(3); i++) {
      parts.append(
          switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> letter(random);
            case 1 -> letter(random) + "*+?".charAt(random.nextInt(3));
            case 2 -> "(" + letter(random) + letter(random) + ")" + "*+?".charAt(random.nextInt(3));
            case 3 -> "(" + letter(random) + "|" + letter(random) + ")*";
            case 4 -> "(" + pattern(random, depth - 1) + ")";
            default -> "(?:" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
          });
    }
    return parts.toString();
  }

  private static String letter(Random random) {
    return List.of("a", "b", ".", "[^a]", "[bc]").get(random.nextInt(5));
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (var i = 0; i < random.nextInt(7); i++) {
      text.append("abc".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
