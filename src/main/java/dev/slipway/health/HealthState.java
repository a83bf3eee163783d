package dev.slipway.health;

import java.util.Locale;

/// How a service is, in the words of the API. The order is that of "worse": what is not known is
/// worse than anything on its way and better than what is known to be bad, so that silence hides no
/// fault.
public enum HealthState {
  HEALTHY,
  SUSPENDED,
  PROGRESSING,
  UNKNOWN,
  DEGRADED,
  FAILED;

  public HealthState worse(HealthState other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// Whether users of the service suffer by it.
  public boolean isFault() {
    return this == DEGRADED || this == FAILED;
  }

  /// As in addresses, in the database and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
