package dev.slipway.slo.prometheus;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One value as the server wrote it, which may be none: `NaN`, `+Inf`, `-Inf`.
record Sample(String text) {

  private static final int LONGEST = 60;

  /// Below this a double is what subtractions leave behind.
  private static final double NOTHING = 1e-20;

  /// @param pair a time and a text, as in `"value": [1769817600, "12"]`
  static Sample of(JsonNode pair) {
    var text = pair.path(1).asString("");
    if (!pair.isArray() || text.isEmpty()) {
      throw new OddAnswer("a value is not a time and a text");
    }
    return new Sample(text);
  }

  Optional<BigDecimal> number() {
    var number = Decimals.read(text);
    return number.isEmpty() && isNothing() ? Optional.of(BigDecimal.ZERO) : number;
  }

  private boolean isNothing() {
    if (text.length() > 400 || !text.matches("-?0?\\.?[\\d.]+([eE]-\\d{1,3})?")) {
      return false;
    }
    try {
      return Math.abs(Double.parseDouble(text)) < NOTHING;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  /// For people.
  String shown() {
    var line = text.replaceAll("[\\p{C}\\s]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
