package dev.slipway.backups;

import java.util.Locale;

/// How a run ended.
public enum RunOutcome {
  SUCCEEDED,
  /// Some of it is there: no good backup.
  PARTIAL,
  FAILED,
  /// Reported with a key that was in wrong hands: nothing is known of it.
  UNBELIEVED;

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunOutcome ofSlug(String slug) {
    return valueOf(slug.toUpperCase(Locale.ROOT));
  }
}
