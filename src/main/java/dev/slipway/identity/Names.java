package dev.slipway.identity;

import dev.slipway.kernel.OneLine;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks what people type as names. Invisible and direction-changing characters are refused, so
/// that no name looks like another.
final class Names {

  private static final Pattern HANDLE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int LONGEST = 80;
  private static final int LONGEST_REASON = 400;

  private Names() {}

  /// What pages and the trail call the portal itself, and whoever reads: nobody else is called
  /// that.
  private static final Set<String> TAKEN = Set.of("slipway", "system", "you");

  static String handleOfPerson(String text) {
    requireFree("handle", handle(text));
    return text;
  }

  static String ofPerson(String text) {
    var name = shown(text);
    requireFree("name", name);
    return name;
  }

  private static void requireFree(String field, String name) {
    if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new InvalidIdentity(
          field, "'" + name + "' names the portal or its reader, not a person; choose another.");
    }
  }

  static boolean isHandle(String text) {
    return HANDLE.matcher(text).matches();
  }

  static String handle(String text) {
    if (!isHandle(text)) {
      throw new InvalidIdentity(
          "handle", "A sign-in name has 1 to 40 small letters, digits and dashes, such as 'ada'.");
    }
    return text;
  }

  static String slug(String text) {
    if (!SLUG.matcher(text).matches()) {
      throw new InvalidIdentity(
          "slug",
          "A team's short name has 1 to 63 small letters, digits and dashes, such as 'students'.");
    }
    return text;
  }

  static String shown(String text) {
    return line(text, "name", LONGEST);
  }

  static String reason(String text) {
    return line(text, "reason", LONGEST_REASON);
  }

  private static String line(String text, String what, int longest) {
    return OneLine.of(text, longest)
        .orElseThrow(() ->
            new InvalidIdentity(
                what, "A " + what + " has 1 to " + longest + " visible characters on one line."));
  }
}
