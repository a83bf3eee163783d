package dev.slipway.gate;

import java.util.Locale;

/// How far what the gate says binds.
public enum GateMode {
  /// What it holds does not go.
  ENFORCED,
  /// Outside production it says what it would do there.
  ADVISES,
  /// In production, for a service that tries the gate out first: judged, kept and shown, not held.
  DRY_RUN;

  /// As in addresses and the API, such as `dry-run`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
