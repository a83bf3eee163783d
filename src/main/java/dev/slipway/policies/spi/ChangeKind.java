package dev.slipway.policies.spi;

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
  RESUME_SYNC;

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
      case SCALE, PAUSE, RESUME, PAUSE_SYNC, RESUME_SYNC -> false;
    };
  }

  /// Whether what runs becomes other images: a version is rolled out, or one comes back.
  public boolean bringsImages() {
    return switch (this) {
      case ROLLOUT, ROLLBACK -> true;
      case SCALE, RESTART, PAUSE, RESUME, RESOURCES, PAUSE_SYNC, RESUME_SYNC -> false;
    };
  }

  /// Whether it is about the Argo CD application of a workload, and writes nothing of the workload.
  public boolean isOfSync() {
    return this == PAUSE_SYNC || this == RESUME_SYNC;
  }

  /// Whether its mark stands on the workload itself, and not on its scale, autoscaler or
  /// application.
  public boolean marksWorkload() {
    return this != SCALE && !isOfSync();
  }

  /// As people say it in a sentence, such as `a rollout`.
  public String noun() {
    return switch (this) {
      case ROLLOUT, ROLLBACK, SCALE, RESTART, PAUSE, RESUME -> slug();
      case RESOURCES -> "change of resources";
      case PAUSE_SYNC -> "pause of automatic sync";
      case RESUME_SYNC -> "resume of automatic sync";
    };
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
