package dev.slipway.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Collects everything that is wrong with an entry, so that a person hears it all at once.
final class Faults {

  /// Control and format characters, among them those that show a text in another order.
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private static final Pattern LINE_ENDS = Pattern.compile("[\r\n\t]");

  private static final String UNSEEN =
      "Leave out characters that cannot be seen or that turn the direction of text.";

  private final Map<String, String> found = new LinkedHashMap<>();

  /// A text of one line: in a notice, a log or an export a second one would speak for itself.
  Faults text(String field, String value, int longest, String whenEmpty) {
    if (value.isBlank()) {
      add(field, whenEmpty);
    } else if (value.length() > longest) {
      add(field, tooLong(value, longest));
    } else if (INVISIBLE.matcher(value).find()) {
      add(field, UNSEEN);
    }
    return this;
  }

  /// A text of any number of lines, or none.
  Faults optionalText(String field, String value, int longest) {
    if (value.length() > longest) {
      add(field, tooLong(value, longest));
    } else if (INVISIBLE.matcher(LINE_ENDS.matcher(value).replaceAll(" ")).find()) {
      add(field, UNSEEN);
    }
    return this;
  }

  private static String tooLong(String value, int longest) {
    return "Use at most " + longest + " characters; this has " + value.length() + ".";
  }

  Faults unless(boolean holds, String field, String fault) {
    if (!holds) {
      add(field, fault);
    }
    return this;
  }

  Faults ifAny(String field, @Nullable String fault) {
    if (fault != null) {
      add(field, fault);
    }
    return this;
  }

  void refuse() {
    if (!found.isEmpty()) {
      throw new InvalidEntry(found);
    }
  }

  private void add(String field, String fault) {
    found.putIfAbsent(field, fault);
  }
}
