package dev.slipway.plans.web;

import dev.slipway.policies.spi.ChangeKind;

/// What a plan says of going wrong, where no automatic rollback is thinkable.
final class IfWrong {

  private IfWrong() {}

  static String of(ChangeKind kind) {
    return switch (kind) {
      case ROLLOUT, ROLLBACK, SCALE, RESTART, PAUSE, RESUME, RESOURCES, PAUSE_SYNC, RESUME_SYNC ->
          "Nothing happens by itself. What runs now can be brought back by a plan of its own.";
      case BACKUP_RUN ->
          "What runs is not touched, and earlier backups stay. A run that fails is told as failed, here and on the page of the backup, and can be asked for again.";
      case BACKUP_SUSPEND ->
          "Nothing is resumed by itself: until somebody does, no backup is made. A plan of its own resumes it.";
      case BACKUP_RESUME ->
          "Nothing is suspended again by itself. The first run is that of the next due moment.";
      case RESTORE_TEST ->
          "What runs is not touched. What came back is in a namespace of its own, which somebody deletes afterwards. A restore that fails is written down as a failed drill; of one that does not, a person says on the page of the backup whether what came back works.";
      case RESTORE ->
          "Nothing is taken away by itself: what came back stays, beside what was there. Velero leaves alone the objects that exist, so a restore that stopped half way can be asked for again.";
    };
  }
}
