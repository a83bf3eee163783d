package dev.slipway.slo.formats;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// How the keys of a file are spelled, and which were not spelled so.
final class Spelling {

  private static final Pattern HUMP = Pattern.compile("[A-Z]");

  private final boolean snake;
  private final boolean lenient;

  /// As they stand in the file.
  final Set<String> otherCase = new TreeSet<>();

  /// With the keys that lead to them.
  final Set<String> unknown = new TreeSet<>();

  private Spelling(boolean snake, boolean lenient) {
    this.snake = snake;
    this.lenient = lenient;
  }

  /// Sloth's resource: `errorQuery`. Its plain files have `error_query`, and people mix them up.
  static Spelling camel() {
    return new Spelling(false, true);
  }

  static Spelling snake() {
    return new Spelling(true, true);
  }

  /// As it is asked for, and not otherwise.
  static Spelling exact() {
    return new Spelling(false, false);
  }

  String of(String key) {
    return snake ? underscored(key) : key;
  }

  /// The other spelling; the same where there is none.
  String otherwise(String key) {
    return lenient && !snake ? underscored(key) : key;
  }

  private static String underscored(String key) {
    return HUMP.matcher(key).replaceAll(hump -> "_" + hump.group().toLowerCase(Locale.ROOT));
  }
}
