package dev.slipway.slo;

import java.util.Locale;

/// How far what is known of a budget can be believed.
public enum ReadingQuality {
  /// Counted of late, in full.
  FRESH,
  /// The server said that its answer lacks something; shown, not believed by a gate.
  PARTIAL,
  /// The last good evaluation, at most 15 minutes old by the database's clock.
  STALE,
  /// Nothing that can be used.
  UNKNOWN;

  /// As in addresses and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
