package dev.slipway.testing;

import dev.slipway.kernel.UuidV7;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Secrets that are looked for in whatever leaves the portal.
public final class Canaries {

  private final Map<String, String> words = new LinkedHashMap<>();
  private final Map<String, List<String>> spelled = new HashMap<>();
  private final List<String> found = new ArrayList<>();

  /// A new one, to be put where `where` says.
  public String plant(String where) {
    var word = "canary-" + UuidV7.next().toString().replace("-", "");
    words.put(where, word);
    return word;
  }

  /// One that is there already.
  public void keep(String where, String word) {
    words.put(where, word);
  }

  public int size() {
    return words.size();
  }

  /// Which canary was seen, how it was spelled, and in which place.
  public List<String> found() {
    return List.copyOf(found);
  }

  public void look(String place, String text) {
    look(place, text, _ -> true);
  }

  /// Looks for those that may not be there.
  ///
  /// @param wanted whether a canary of this place may not be in the text
  public void look(String place, String text, Predicate<String> wanted) {
    words.forEach((where, word) -> {
      for (var form : forms(word)) {
        if (wanted.test(where) && text.contains(form)) {
          found.add("%s, as %s, in %s".formatted(where, form, place));
        }
      }
    });
  }

  /// As it is, in Base64 and in hex digits, worked out once.
  private List<String> forms(String word) {
    return spelled.computeIfAbsent(
        word,
        each -> {
          var bytes = each.getBytes(StandardCharsets.UTF_8);
          return List.of(
              each,
              Base64.getEncoder().withoutPadding().encodeToString(bytes),
              HexFormat.of().formatHex(bytes));
        });
  }
}
