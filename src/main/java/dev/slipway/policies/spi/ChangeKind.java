package dev.slipway.policies.spi;

import dev.slipway.kernel.Permission;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Kinds of change to a workload.
public enum ChangeKind {
  ROLLOUT,
  ROLLBACK,
  SCALE,
  RESTART,
  PAUSE,
  RESUME,
  /// Requests and limits of a container.
  RESOURCES,
  /// Argo CD no longer syncs the application of the workload by itself.
  PAUSE_SYNC,
  /// It does again, as before.
  RESUME_SYNC,
  /// What makes backups of the workload makes one now.
  BACKUP_RUN,
  /// It starts none by the clock any more.
  BACKUP_SUSPEND,
  /// It does again.
  BACKUP_RESUME,
  /// A backup is put back beside what runs, to see whether it can be.
  RESTORE_TEST,
  /// A backup is put back where it was taken.
  RESTORE;

  /// The kind of this slug, such as `pause-sync`.
  public static Optional<ChangeKind> ofSlug(String slug) {
    return Arrays.stream(values()).filter(kind -> kind.slug().equals(slug)).findFirst();
  }

  /// The kind of a row, which has a known slug.
  public static ChangeKind stored(String slug) {
    return ofSlug(slug).orElseThrow(() -> new IllegalArgumentException("kind: " + slug));
  }

  /// Whether it writes the pod template, so that new pods come.
  public boolean changesTemplate() {
    return switch (this) {
      case ROLLOUT, ROLLBACK, RESTART, RESOURCES -> true;
      case SCALE,
          PAUSE,
          RESUME,
          PAUSE_SYNC,
          RESUME_SYNC,
          BACKUP_RUN,
          BACKUP_SUSPEND,
          BACKUP_RESUME,
          RESTORE_TEST,
          RESTORE ->
          false;
    };
  }

  /// Whether what runs becomes other images: a version is rolled out, or one comes back.
  public boolean bringsImages() {
    return switch (this) {
      case ROLLOUT, ROLLBACK -> true;
      case SCALE,
          RESTART,
          PAUSE,
          RESUME,
          RESOURCES,
          PAUSE_SYNC,
          RESUME_SYNC,
          BACKUP_RUN,
          BACKUP_SUSPEND,
          BACKUP_RESUME,
          RESTORE_TEST,
          RESTORE ->
          false;
    };
  }

  /// Whether it is about the Argo CD application of a workload, and writes nothing of the workload.
  public boolean isOfSync() {
    return this == PAUSE_SYNC || this == RESUME_SYNC;
  }

  /// Whether it is about a backup of the workload, and writes nothing of the workload.
  public boolean isOfBackup() {
    return this == BACKUP_RUN || this == BACKUP_SUSPEND || this == BACKUP_RESUME || isRestore();
  }

  /// Whether it puts a backup back.
  public boolean isRestore() {
    return this == RESTORE_TEST || this == RESTORE;
  }

  /// What whoever asks for it needs the right to.
  public Permission permission() {
    if (isRestore()) {
      return Permission.BACKUP_RESTORE;
    }
    return isOfBackup() ? Permission.BACKUP_RUN : Permission.CHANGE_PLAN;
  }

  /// Whether its mark stands on the workload itself, and not on its scale, autoscaler, application
  /// or backup.
  public boolean marksWorkload() {
    return this != SCALE && !isOfSync() && !isOfBackup();
  }

  /// As people say it in a sentence, such as `a rollout`.
  public String noun() {
    return switch (this) {
      case ROLLOUT, ROLLBACK, SCALE, RESTART, PAUSE, RESUME -> slug();
      case RESOURCES -> "change of resources";
      case PAUSE_SYNC -> "pause of automatic sync";
      case RESUME_SYNC -> "resume of automatic sync";
      case BACKUP_RUN -> "run of a backup";
      case BACKUP_SUSPEND -> "suspension of a backup";
      case BACKUP_RESUME -> "resume of a backup";
      case RESTORE_TEST -> "restore drill";
      case RESTORE -> "restore";
    };
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
