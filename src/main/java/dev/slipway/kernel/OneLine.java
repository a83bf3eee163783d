package dev.slipway.kernel;

import java.text.Normalizer;
import java.util.Optional;

/// Text on one line, every character of which is seen: what turns the direction of letters round,
/// takes no room or breaks the line would let one name look like another, or change how the
/// sentence around it reads.
public final class OneLine {

  /// Unicode's replacement character.
  private static final int UNSEEN = 0xFFFD;

  private OneLine() {}

  /// The text in Unicode's normal form C without blanks around it, if it has 1 to `longest` visible
  /// characters on one line.
  public static Optional<String> of(String text, int longest) {
    var line = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    var odd = line.codePoints().anyMatch(OneLine::isInvisible);
    return line.isEmpty() || line.length() > longest || odd ? Optional.empty() : Optional.of(line);
  }

  /// Text from outside, as it may be shown and stored: breaks of lines as blanks, and a sign in
  /// place of each other character that is not seen, so that a name with one of them never reads as
  /// the name without it. PostgreSQL stores neither U+0000 nor halves of surrogate pairs.
  public static String cleaned(String text) {
    if (text.codePoints().noneMatch(OneLine::isInvisible)) {
      return text;
    }
    var line = new StringBuilder();
    text.codePoints()
        .map(one -> isInvisible(one) ? Character.isWhitespace(one) ? ' ' : UNSEEN : one)
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
