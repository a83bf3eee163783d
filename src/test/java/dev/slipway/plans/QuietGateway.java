package dev.slipway.plans;

import dev.slipway.clusters.ClusterEvent;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.QuotaUse;
import dev.slipway.clusters.RevisionRecord;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WriteResult;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a cluster that keeps nothing but workloads says to everything else.
abstract class QuietGateway implements ClusterGateway {

  @Override
  public List<RevisionRecord> revisions(WorkloadRef ref) {
    return List.of();
  }

  @Override
  public List<ClusterEvent> events(WorkloadRef ref, int limit) {
    return List.of();
  }

  @Override
  public List<String> log(
      WorkloadRef ref, String pod, @Nullable String container, boolean previous, int lines) {
    return List.of();
  }

  @Override
  public Optional<JobRun> job(WorkloadRef beside, String name) {
    return Optional.empty();
  }

  @Override
  public WriteResult deletePod(WorkloadRef ref, String pod, String uid) {
    return new WriteResult.Refused(404, "no pods here");
  }

  @Override
  public Optional<List<DisruptionBudget>> disruptionBudgets(WorkloadRef ref, JsonNode template) {
    return Optional.of(List.of());
  }

  @Override
  public Optional<ClusterRights> rights(
      ClusterId cluster, Collection<ClusterRights.Right> wanted, Set<String> namespaces) {
    return Optional.empty();
  }

  @Override
  public List<QuotaUse> quotas(ClusterId cluster, String namespace) {
    return List.of();
  }

  @Override
  public ClusterSurvey survey(ClusterId cluster) {
    throw new UnsupportedOperationException("nobody discovers here");
  }
}
