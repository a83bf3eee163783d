package dev.slipway.slo;

import java.util.Locale;

/// How urgent a burn is; the order is that of urgency.
public enum BurnSeverity {
  NONE,
  /// Somebody should look within days.
  TICKET,
  /// Somebody should look now; holds features back even while the budget is large.
  PAGE;

  /// As in addresses and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
