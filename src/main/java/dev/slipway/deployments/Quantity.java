package dev.slipway.deployments;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// Amounts as Kubernetes writes them: `500m`, `2`, `1.5Gi`, `1e3`.
final class Quantity {

  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("", BigDecimal.ONE),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("Ki", power(1)),
          Map.entry("Mi", power(2)),
          Map.entry("Gi", power(3)),
          Map.entry("Ti", power(4)));

  private Quantity() {}

  static Optional<BigDecimal> parse(String text) {
    int end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    var unit = UNITS.get(text.substring(end));
    return unit == null
        ? Optional.empty()
        : Decimals.read(text.substring(0, end)).map(number -> number.multiply(unit));
  }

  private static BigDecimal power(int exponent) {
    return BigDecimal.valueOf(1024).pow(exponent);
  }
}
