package dev.slipway.onboarding;

import java.util.Locale;

/// Names of a cluster as names of the portal.
final class Names {

  private static final int LONGEST = 63;

  private Names() {}

  /// The nearest slug, or an empty string if nothing of the name can stay.
  static String slug(String name) {
    var plain =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    var cut = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    var slug = cut.replaceAll("-+$", "");
    return slug.equals("new") ? "" : slug;
  }
}
