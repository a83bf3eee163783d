package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.plans.PlanView;
import dev.slipway.policies.spi.ChangeKind;
import org.jspecify.annotations.Nullable;

/// What somebody does after a run or a restore of a backup.
///
/// @param command to be copied: it tells more of what failed, or tidies up; empty where none would
/// @param href page of the backup
public record BackupNext(String text, String command, String href) {

  /// Of a plan about a backup.
  ///
  /// @return null for a change of a workload
  static @Nullable BackupNext of(DeploymentSummary summary, @Nullable PlanView planned) {
    if (planned == null || !summary.kind().isOfBackup()) {
      return null;
    }
    var content = planned.content().path("change");
    var href = "/backups/" + content.path("source").asString("");
    var failed = summary.state() == DeploymentState.FAILED;
    var done = summary.state() == DeploymentState.SUCCEEDED;
    if (done && summary.kind() == ChangeKind.RESTORE_TEST) {
      return new BackupNext(
          "The objects are back in %s. Look whether they work, and say so on the page of the backup: until then it is no passed drill. The namespace stays until somebody deletes it:"
              .formatted(content.path("into").asString("")),
          "kubectl delete namespace " + content.path("into").asString(""),
          href);
    }
    var run = content.path("run").asString("");
    if (failed && !run.isEmpty()) {
      return new BackupNext(
          "This tells more, while the cluster still has it. Mend the cause, then ask for it again on the page of the backup.",
          command(
              summary.kind(),
              content.path("kind").asString(""),
              content.path("namespace").asString(""),
              run),
          href);
    }
    return new BackupNext(
        "Runs, due moments and drills stand on the page of the backup.", "", href);
  }

  private static String command(ChangeKind kind, String source, String namespace, String run) {
    if (kind.isRestore()) {
      return "velero -n %s restore describe %s --details".formatted(namespace, run);
    }
    return switch (source) {
      case "VELERO_SCHEDULE" ->
          "velero -n %s backup describe %s --details".formatted(namespace, run);
      case "CNPG_SCHEDULE" ->
          "kubectl -n %s describe backups.postgresql.cnpg.io %s".formatted(namespace, run);
      default -> "kubectl -n %s logs job/%s".formatted(namespace, run);
    };
  }
}
