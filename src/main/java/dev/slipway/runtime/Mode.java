package dev.slipway.runtime;

import java.util.Locale;

/// What this portal is for. Chosen once, kept in the database: a portal never changes its mode.
public enum Mode {
  /// Simulated clusters and the people of the demonstration, on loopback only.
  SANDBOX,
  /// Real people and real clusters.
  PRODUCTION;

  public static Mode of(String word) {
    try {
      return valueOf(word.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new UnsafeStart(
          "slipway.mode is '" + word + "', which is not a mode.",
          "Set it to 'sandbox' or 'production', or leave it out.");
    }
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
