package dev.slipway.policies;

import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// A cluster may show the portal everything and let it change nothing. A plan says so, instead of a
/// deployment that ends in a refusal of the API server.
@Component
@Order(15)
class ClusterRightsPolicy implements ChangePolicy {

  private static final String NAME = "cluster-rights";

  private final Placements placements;
  private final Clusters clusters;

  ClusterRightsPolicy(Placements placements, Clusters clusters) {
    this.placements = placements;
    this.clusters = clusters;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return placements
        .byId(new PlacementId(change.placement()))
        .flatMap(placement -> whyNot(change.facts(), placement.workload()))
        .<Verdict>map(why ->
            new Verdict.Block(
                NAME,
                why,
                "The cluster's page names the command that grants it. Slipway notices within a minute;"
                    + " then plan again."))
        .stream()
        .toList();
  }

  private Optional<String> whyNot(ChangeFacts facts, WorkloadRef workload) {
    var beside = facts.beside();
    if (beside != null) {
      return switch (beside.what()) {
        case NEW_AUTOSCALER ->
            clusters.whyNot(workload, "autoscaling", "horizontalpodautoscalers", "create");
        case OLD_AUTOSCALER ->
            clusters.whyNot(workload, "autoscaling", "horizontalpodautoscalers", "delete");
        case APPLICATION ->
            clusters.whyNot(
                workload.cluster(), beside.namespace(), "argoproj.io", "applications", "patch");
        case JOB -> backups(workload, beside, "batch", "jobs", "create");
        case CRON_JOB -> backups(workload, beside, "batch", "cronjobs", "patch");
        case VELERO_BACKUP -> backups(workload, beside, "velero.io", "backups", "create");
        case VELERO_RESTORE -> backups(workload, beside, "velero.io", "restores", "create");
        case VELERO_SCHEDULE -> backups(workload, beside, "velero.io", "schedules", "patch");
        case CNPG_BACKUP -> backups(workload, beside, "postgresql.cnpg.io", "backups", "create");
        case CNPG_SCHEDULE ->
            backups(workload, beside, "postgresql.cnpg.io", "scheduledbackups", "patch");
      };
    }
    if (facts.bounds()) {
      return clusters.whyNot(workload, "autoscaling", "horizontalpodautoscalers", "patch");
    }
    var plural = plural(workload.kind());
    return facts.kind() == ChangeKind.SCALE
        ? clusters.whyNot(workload, "apps", plural + "/scale", "update")
        : clusters.whyNot(workload, "apps", plural, "patch");
  }

  private Optional<String> backups(
      WorkloadRef workload, ChangeFacts.Beside beside, String group, String resource, String verb) {
    return clusters.whyNot(workload.cluster(), beside.namespace(), group, resource, verb);
  }

  private static String plural(WorkloadKind kind) {
    return switch (kind) {
      case DEPLOYMENT -> "deployments";
      case STATEFUL_SET -> "statefulsets";
      case DAEMON_SET -> "daemonsets";
    };
  }
}
