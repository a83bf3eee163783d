package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentDetails;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.Headway;
import dev.slipway.deployments.Obstacle;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.shell.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One of the few steps that every deployment takes.
public record StepRow(String state, String label, String note, boolean current) {

  static List<StepRow> of(DeploymentDetails details, Headway headway, @Nullable Obstacle obstacle) {
    var summary = details.summary();
    var steps = new ArrayList<StepRow>();
    steps.add(done("Planned", summary.requester()));
    if (!summary.approvers().isEmpty()) {
      steps.add(done("Approved", String.join(", ", summary.approvers())));
    }
    steps.add(
        summary.state() == DeploymentState.QUEUED
            ? current("progressing", "Queued", headway.text())
            : done("Started", ""));
    steps.add(
        obstacle == null
            ? effect(details, headway.text())
            : current("failed", effectWord(summary.kind()), note(obstacle, headway)));
    steps.add(end(details));
    return steps;
  }

  static String note(Obstacle obstacle, Headway headway) {
    return obstacle.brief() + ", " + headway.text();
  }

  private static StepRow effect(DeploymentDetails details, String count) {
    var summary = details.summary();
    var label = effectWord(summary.kind());
    return switch (summary.state()) {
      case QUEUED -> new StepRow("to-do", label, "", false);
      case RUNNING, VERIFYING -> current("progressing", label, count);
      case SUCCEEDED -> done(label, summary.progress());
      case UNKNOWN -> current("unknown", label, "nobody knows yet");
      case ABORTING -> current("aborting", label, summary.progress());
      case FAILED, ROLLED_BACK -> new StepRow("failed", label, summary.count(), false);
      case ABORTED -> new StepRow("aborted", label, summary.count(), false);
      case OBSERVED -> done(label, "");
    };
  }

  private static String effectWord(ChangeKind kind) {
    return switch (kind) {
      case ROLLOUT, ROLLBACK, RESTART, RESOURCES -> "New pods";
      case SCALE -> "Replicas";
      case PAUSE, RESUME, PAUSE_SYNC, RESUME_SYNC, BACKUP_SUSPEND, BACKUP_RESUME -> "Written";
      case BACKUP_RUN -> "Run";
      case RESTORE_TEST, RESTORE -> "Restored";
    };
  }

  private static StepRow end(DeploymentDetails details) {
    var summary = details.summary();
    var good = summary.kind().isOfBackup() ? "Done" : "Steady";
    if (summary.state().isActive()) {
      return new StepRow("to-do", good, "", false);
    }
    var took = summary.took();
    var note = took == null ? "" : Times.duration(took);
    return summary.state() == DeploymentState.SUCCEEDED
        ? done(good, note)
        : new StepRow(summary.state().slug(), ended(summary.state()), note, false);
  }

  private static String ended(DeploymentState state) {
    return switch (state) {
      case ROLLED_BACK -> "Rolled back";
      case ABORTED -> "Aborted";
      case FAILED -> "Failed";
      default -> "Ended";
    };
  }

  private static StepRow done(String label, String note) {
    return new StepRow("done", label, note, false);
  }

  private static StepRow current(String state, String label, String note) {
    return new StepRow(state, label, note, true);
  }
}
