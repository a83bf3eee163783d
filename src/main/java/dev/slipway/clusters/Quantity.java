package dev.slipway.clusters;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.util.Map;

/// A Kubernetes quantity such as `500m` or `1Gi`, brought to one spelling. What is none, or has
/// more digits than anybody means, stays as it is.
final class Quantity {

  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("P", new BigDecimal("1e15")),
          Map.entry("E", new BigDecimal("1e18")),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  private Quantity() {}

  static String canonical(String text) {
    var split = text.length();
    while (split > 0 && Character.isLetter(text.charAt(split - 1))) {
      split--;
    }
    var suffix = text.substring(split);
    var factor = suffix.isEmpty() ? BigDecimal.ONE : SUFFIXES.get(suffix);
    return factor == null
        ? text
        : Decimals.read(text.substring(0, split))
            .map(number -> Decimals.plain(number.multiply(factor)))
            .orElse(text);
  }
}
