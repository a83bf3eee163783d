package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.ClusterRights.Area;
import dev.slipway.clusters.ClusterRights.Right;
import dev.slipway.clusters.ClusterRights.Standing;
import dev.slipway.kernel.Plural;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the portal's account may do on a cluster, for people: what it has, what it lacks, and the
/// commands that grant it.
///
/// @param rows one for each purpose
record RightsTable(String account, Instant asOf, List<Row> rows) {

  /// A name of Kubernetes that stands in a command as it is; another one might be a command itself.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._@/-]{0,200}");

  private static final String ACCOUNT = "system:serviceaccount:";
  private static final String OURS = ACCOUNT + "slipway:slipway";

  /// One purpose.
  ///
  /// @param missing the rights that it lacks, in words
  /// @param commands what grants them; empty if nothing is missing
  record Row(
      String label,
      String state,
      String word,
      String text,
      List<String> missing,
      List<String> commands,
      @Nullable AccessFile file) {}

  static RightsTable of(ClusterRights rights) {
    return new RightsTable(
        rights.account(),
        rights.asOf(),
        rights.standings().stream().map(standing -> row(rights, standing)).toList());
  }

  private static Row row(ClusterRights rights, Standing standing) {
    var area = standing.area();
    if (standing.isWhole()) {
      return new Row(area.label(), "healthy", "Granted", purpose(area), List.of(), List.of(), null);
    }
    var namespaces = rights.namespacesOf(standing);
    var none = standing.lacksAll();
    var file = file(area);
    return new Row(
        area.label(),
        namespaces.isEmpty() && area == Area.READ ? "degraded" : "unknown",
        !namespaces.isEmpty() ? "In some namespaces" : none ? "Not granted" : "In part",
        namespaces.isEmpty()
            ? without(area)
            : "In " + String.join(", ", namespaces) + ", of the namespaces with services.",
        standing.missing().stream().map(Right::words).toList(),
        commands(area, file, rights.account()),
        file);
  }

  public String missingTitle(Row row) {
    return Plural.of(row.missing().size(), "right is missing", "rights are missing");
  }

  private static List<String> commands(Area area, AccessFile file, String account) {
    var role = "slipway-" + area.name().toLowerCase(Locale.ROOT);
    var apply = "kubectl apply -f " + file.file();
    var scope =
        area == Area.VELERO
            ? "kubectl -n velero create rolebinding "
            : "kubectl create clusterrolebinding ";
    if (account.equals(OURS) && area != Area.VELERO) {
      return List.of(apply);
    }
    if (!PLAIN.matcher(account).matches()) {
      return List.of(apply);
    }
    var name = account.startsWith(ACCOUNT) ? account.substring(ACCOUNT.length()) : account;
    var subject = account.startsWith(ACCOUNT) ? " --serviceaccount=" : " --user=";
    return List.of(apply, scope + role + "-portal --clusterrole=" + role + subject + name);
  }

  private static AccessFile file(Area area) {
    return switch (area) {
      case READ, LOGS -> AccessFile.READ;
      case DEPLOY, SCALE, AUTOSCALER, TRAFFIC, VERIFY -> AccessFile.DEPLOY;
      case BACKUP, VELERO -> AccessFile.BACKUP;
    };
  }

  private static String purpose(Area area) {
    return switch (area) {
      case READ -> "Sees workloads, pods, events, networks and quotas. Never Secrets.";
      case LOGS -> "Shows the logs of pods to who may read them.";
      case DEPLOY -> "Rolls out, rolls back, restarts and pauses.";
      case SCALE -> "Changes the count of a workload.";
      case AUTOSCALER -> "Changes the bounds of an autoscaler.";
      case TRAFFIC -> "Shifts requests, for canary and blue-green.";
      case VERIFY -> "Starts the Jobs that test a rollout.";
      case BACKUP ->
          "Starts backups by CronJob, CloudNativePG or snapshot, and reads how they went.";
      case VELERO -> "Asks Velero for backups and restores, and reads how they went.";
    };
  }

  private static String without(Area area) {
    return switch (area) {
      case READ -> "What is missing here is not shown, or told without.";
      case LOGS -> "Logs of pods are not shown.";
      case DEPLOY -> "Read-only: plans that roll out, roll back, restart or pause are blocked.";
      case SCALE -> "Plans that scale are blocked.";
      case AUTOSCALER -> "Plans that change an autoscaler are blocked.";
      case TRAFFIC -> "Needed for canary and blue-green only.";
      case VERIFY -> "Needed for smoke tests by Jobs only.";
      case BACKUP -> "Needed for backups by CronJob, CloudNativePG and snapshots only.";
      case VELERO -> "Needed for backups and restores by Velero only.";
    };
  }
}
