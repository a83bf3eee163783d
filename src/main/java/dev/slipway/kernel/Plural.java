package dev.slipway.kernel;

/// Counts in words: `1 pod`, `3 pods`, `0 policies`. The only place that decides which form a word
/// takes.
public final class Plural {

  private Plural() {}

  /// With a plural in s.
  public static String of(long count, String one) {
    return of(count, one, one + "s");
  }

  public static String of(long count, String one, String many) {
    return count + " " + word(count, one, many);
  }

  /// The word alone, where the count stands elsewhere.
  public static String word(long count, String one, String many) {
    return count == 1 ? one : many;
  }
}
