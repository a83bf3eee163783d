package dev.slipway.health;

import java.util.Locale;

/// How far something is from trouble. The order is that of "worse": what is not known is worse than
/// what is well, and better than what is known to be short.
public enum ResourceLevel {
  OK,
  UNKNOWN,
  /// Somebody should look before it breaks.
  WARNING,
  /// It is broken, or will be with the next step.
  CRITICAL;

  /// As in addresses and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  ResourceLevel worse(ResourceLevel other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
