package dev.slipway.slo;

import java.util.Locale;

/// Whether an objective counts.
public enum ObjectiveStatus {
  /// Written down, evaluated so that people see what it would say, and never asked by a gate.
  DRAFT,
  ACTIVE,
  /// Kept for its history; nothing is counted any more.
  DISABLED;

  /// As in addresses and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// As people read it.
  public String label() {
    return name().charAt(0) + slug().substring(1);
  }
}
