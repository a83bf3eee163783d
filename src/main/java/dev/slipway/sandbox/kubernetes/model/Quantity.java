package dev.slipway.sandbox.kubernetes.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts as Kubernetes writes them: `250m`, `2`, `1Gi`.
public final class Quantity {

  private static final Pattern FORM = Pattern.compile("([0-9.]+)([a-zA-Z]*)");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("n", new BigDecimal("0.000000001")),
          Map.entry("u", new BigDecimal("0.000001")),
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("Ki", new BigDecimal(1L << 10)),
          Map.entry("Mi", new BigDecimal(1L << 20)),
          Map.entry("Gi", new BigDecimal(1L << 30)),
          Map.entry("Ti", new BigDecimal(1L << 40)));

  private Quantity() {}

  /// The amount, or zero if the text is none.
  public static BigDecimal parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || !UNITS.containsKey(matcher.group(2))) {
      return BigDecimal.ZERO;
    }
    try {
      return new BigDecimal(matcher.group(1)).multiply(UNITS.get(matcher.group(2)));
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  /// The amount in the unit of the resource.
  public static String write(String resource, BigDecimal amount) {
    if (resource.endsWith("memory") || resource.endsWith("storage")) {
      for (String unit : new String[] {"Ti", "Gi", "Mi", "Ki"}) {
        BigDecimal size = UNITS.getOrDefault(unit, BigDecimal.ONE);
        if (amount.signum() > 0 && amount.remainder(size).signum() == 0) {
          return amount.divide(size, RoundingMode.UNNECESSARY).toPlainString() + unit;
        }
      }
      return amount.toBigInteger().toString();
    }
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    return whole ? amount.toBigInteger().toString() : amount.movePointRight(3).toBigInteger() + "m";
  }
}
