package dev.slipway.home;

import dev.slipway.policies.spi.ChangeKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What people call the changes that they ask for.
enum Verb {
  DEPLOY("Deploy", ChangeKind.ROLLOUT, "deploy rollout roll release ship"),
  BACK("Roll back", ChangeKind.ROLLBACK, "rollback roll back undo revert"),
  SCALE("Scale", ChangeKind.SCALE, "scale replicas"),
  RESTART("Restart", ChangeKind.RESTART, "restart"),
  PAUSE("Pause", ChangeKind.PAUSE, "pause stop"),
  RESUME("Resume", ChangeKind.RESUME, "resume continue"),
  RESOURCES("Resources", ChangeKind.RESOURCES, "resources requests limits memory cpu"),
  PAUSE_SYNC("Pause sync", ChangeKind.PAUSE_SYNC, "pause sync argo"),
  RESUME_SYNC("Resume sync", ChangeKind.RESUME_SYNC, "resume sync argo"),
  LOCK("Lock or release", null, "lock unlock release");

  /// Fewer letters mean too many of them.
  private static final int SHORTEST = 2;

  private final String label;
  private final @Nullable ChangeKind kind;
  private final String words;

  Verb(String label, @Nullable ChangeKind kind, String words) {
    this.label = label;
    this.kind = kind;
    this.words = words;
  }

  String label() {
    return label;
  }

  /// Null for a lock, which needs no plan.
  @Nullable ChangeKind kind() {
    return kind;
  }

  boolean is(String term) {
    return term.length() >= SHORTEST && (" " + words).contains(" " + term);
  }

  static boolean anyIs(String term) {
    return Arrays.stream(values()).anyMatch(verb -> verb.is(term));
  }
}
