package dev.slipway.backups;

/// Why nothing can be planned about a source, in sentences that end with the way that there is.
final class WhyNoPlan {

  private WhyNoPlan() {}

  /// Why nothing of this kind is put back from here, with the way that there is.
  static String noRestore(BackupKind kind) {
    return switch (kind) {
      case VELERO -> "";
      case CNPG ->
          "CloudNativePG restores into a new Cluster only: make one with bootstrap.recovery, then record the drill below.";
      case CRON_JOB ->
          "What a Job wrote only its own tools can read: put it back with them, then record the drill below.";
      case SNAPSHOT ->
          "A snapshot is put back as the source of a new claim; record the drill below.";
      case DECLARED -> "Whoever makes it puts it back; record the drill below.";
    };
  }

  /// Of a source that copies nothing, as far as is known: what it does is not for this page.
  static String noBackup(SourceRow row) {
    return "%s is no backup, as far as is known, so it is neither run nor stopped from here. Say under 'What it is for' if it is one."
        .formatted(row.name());
  }

  static String unreachable(BackupKind kind) {
    return switch (kind) {
      case SNAPSHOT -> "Nothing makes snapshots by the clock here, so there is nothing to start.";
      case DECLARED -> "The portal is only told of it; whoever makes it starts it.";
      case CRON_JOB, VELERO, CNPG -> "Its cluster was removed from the portal.";
    };
  }

  static String noSeat(SourceRow row) {
    return "A plan follows the rules of a service's environment, and %s copies no service that runs %s. Say under 'What it is for' which it protects."
        .formatted(
            row.name(),
            row.kind() == BackupKind.VELERO
                ? "in the namespaces that it covers"
                : "in namespace " + row.namespace());
  }
}
