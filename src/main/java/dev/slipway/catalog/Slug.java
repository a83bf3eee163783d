package dev.slipway.catalog;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The name of something in addresses and in the API. Given once and never given again.
final class Slug {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  static final String RULE =
      "Use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends; \"new\" is taken.";

  private Slug() {}

  static boolean fits(String text) {
    return SHAPE.matcher(text).matches() && !text.equals("new");
  }

  /// The nearest slug to a name for people, or an empty string if nothing of it can stay.
  static String from(String name) {
    var plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return plain.length() <= 63 ? plain : plain.substring(0, 63).replaceAll("-+$", "");
  }
}
