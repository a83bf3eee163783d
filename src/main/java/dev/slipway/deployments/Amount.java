package dev.slipway.deployments;

import dev.slipway.kernel.FieldRefused;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/// An amount of CPU or memory that somebody typed: read strictly, because what Kubernetes takes for
/// an amount is often not what was meant. `512m` of memory is half a byte.
///
/// @param text as it is sent
record Amount(String text, BigDecimal value) {

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)([A-Za-z]{0,2})");
  private static final Set<String> BYTES = Set.of("", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti");
  private static final BigDecimal LEAST_CPU = new BigDecimal("0.001");
  private static final BigDecimal MOST_CPU = new BigDecimal("4096");
  private static final BigDecimal LEAST_MEMORY = BigDecimal.valueOf(4L << 20);
  private static final BigDecimal MOST_MEMORY = BigDecimal.valueOf(64L << 40);
  private static final int LONGEST = 24;

  /// @param field the name that forms and the API give it
  /// @param label how a message calls it, such as `CPU request`
  static Amount cpu(String field, String label, String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches() || !(matcher.group(2).isEmpty() || matcher.group(2).equals("m"))) {
      throw refused(field, label, text, "cores or thousandths of one, such as 2, 0.5 or 250m");
    }
    var number = new BigDecimal(matcher.group(1));
    var value = matcher.group(2).isEmpty() ? number : number.movePointLeft(3);
    if (value.compareTo(LEAST_CPU) < 0 || value.compareTo(MOST_CPU) > 0) {
      throw refused(field, label, text, "1m to 4096");
    }
    if (value.movePointRight(3).stripTrailingZeros().scale() > 0) {
      throw refused(field, label, text, "nothing finer than 1m");
    }
    return new Amount(text, value);
  }

  static Amount memory(String field, String label, String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches() || !BYTES.contains(matcher.group(2))) {
      var hint =
          matcher.matches() && matcher.group(2).equals("m")
              ? "bytes with a unit; m means thousandths of a byte, %sMi are mebibytes"
                  .formatted(matcher.group(1))
              : "bytes with a unit, such as 512Mi or 2Gi";
      throw refused(field, label, text, hint);
    }
    var value = Quantity.parse(text).orElseThrow();
    if (value.compareTo(LEAST_MEMORY) < 0 || value.compareTo(MOST_MEMORY) > 0) {
      throw refused(field, label, text, "4Mi to 64Ti");
    }
    return new Amount(text, value);
  }

  private static FieldRefused refused(String field, String label, String text, String expected) {
    var shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return new FieldRefused(field, label + ": " + shown + " (expected: " + expected + ").");
  }
}
