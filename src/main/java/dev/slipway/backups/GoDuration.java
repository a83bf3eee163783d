package dev.slipway.backups;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Durations as Kubernetes writes them, such as `720h0m0s`.
final class GoDuration {

  private static final Pattern WHOLE =
      Pattern.compile("(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:ns|us|ms|h|m|s)){1,6}");
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|ms|h|m|s)");

  private GoDuration() {}

  /// @throws IllegalArgumentException where it is none
  static Duration read(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no duration");
    }
    var sum = Duration.ZERO;
    var parts = PART.matcher(text);
    while (parts.find()) {
      sum = sum.plus(part(Double.parseDouble(parts.group(1)), parts.group(2)));
    }
    return sum;
  }

  /// The duration, or null where it is none.
  static @Nullable Duration maybe(String text) {
    try {
      return text.isEmpty() ? null : read(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static Duration part(double amount, String unit) {
    var seconds =
        switch (unit) {
          case "h" -> amount * 3600;
          case "m" -> amount * 60;
          case "s" -> amount;
          default -> 0;
        };
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
