package dev.slipway.clusters.fabric8;

import dev.slipway.kernel.Decimals;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Optional;

/// Amounts as a cluster writes them, such as `500m` or `1Gi`.
final class Amounts {

  private static final int LONGEST = 40;

  private Amounts() {}

  /// In cores, bytes or pieces. Empty if it is none, or has more digits than anybody means: an API
  /// server takes `1e10000000` of a CPU.
  static Optional<BigDecimal> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(Quantity.getAmountInBytes(Quantity.parse(text))).filter(Decimals::isShort);
    } catch (IllegalArgumentException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
