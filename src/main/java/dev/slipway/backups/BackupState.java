package dev.slipway.backups;

import java.util.Locale;

/// Whether a source protects what it should, worst first.
public enum BackupState {
  FAILING,
  /// No good backup since the last time that one was due.
  STALE,
  STUCK,
  /// Nothing makes backups any more.
  NOT_COVERED,
  /// Switched off by somebody, so not protected.
  PAUSED,
  /// The portal cannot tell; that is not well.
  UNKNOWN,
  WARNING,
  /// The first one is not due yet.
  PENDING,
  GOOD;

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// For people.
  public String word() {
    var words = slug().replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /// The word by which pages draw it.
  public String look() {
    return switch (this) {
      case FAILING, STALE, STUCK -> "failed";
      case NOT_COVERED -> "blocked";
      case PAUSED -> "paused";
      case UNKNOWN -> "unknown";
      case WARNING -> "warning";
      case PENDING -> "waiting";
      case GOOD -> "healthy";
    };
  }
}
