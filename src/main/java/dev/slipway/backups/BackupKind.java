package dev.slipway.backups;

import java.util.Locale;

/// What makes the backups.
public enum BackupKind {
  CRON_JOB("CronJob"),
  VELERO("Velero"),
  CNPG("CloudNativePG"),
  /// Crash-consistent and mostly in the same storage system, so never enough by itself.
  SNAPSHOT("Volume snapshots"),
  /// Outside of what the portal reads: it is told by whoever makes them.
  DECLARED("Declared");

  private final String label;

  BackupKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static BackupKind ofSlug(String slug) {
    return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
