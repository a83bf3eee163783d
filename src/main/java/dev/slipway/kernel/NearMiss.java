package dev.slipway.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Something that exists and is called nearly as what was asked for.
///
/// @param path where it is, within the portal
public record NearMiss(String name, String path) {

  private static final int MOST = 3;

  /// Up to three of the names, the closest first; none if nothing comes close.
  ///
  /// @param folder what stands before the name in its address, such as `/services/`
  public static List<NearMiss> among(Collection<String> names, String wanted, String folder) {
    var word = wanted.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> distance(name, word) <= near(name, word))
        .sorted(
            Comparator.comparingInt((String name) -> distance(name, word))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .map(name -> new NearMiss(name, folder + name))
        .toList();
  }

  /// A slip of the pen seldom hits the first letter: short words with another one are other words.
  private static int near(String name, String word) {
    var begins = !name.isEmpty() && !word.isEmpty() && name.charAt(0) == word.charAt(0);
    return begins ? Math.max(2, word.length() / 2) : Math.max(1, word.length() / 3);
  }

  /// Edits from one word to the other (Levenshtein); a part of a name is one edit away from it.
  static int distance(String name, String word) {
    if (word.length() >= 2 && (name.contains(word) || word.contains(name))) {
      return name.equals(word) ? 0 : 1;
    }
    int[] before = new int[word.length() + 1];
    for (int j = 0; j <= word.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= name.length(); i++) {
      int[] now = new int[word.length() + 1];
      now[0] = i;
      for (int j = 1; j <= word.length(); j++) {
        int replaced = before[j - 1] + (name.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[word.length()];
  }
}
