package dev.slipway.deployments;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ClusterEvent;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.QuotaUse;
import dev.slipway.clusters.RevisionRecord;
import dev.slipway.clusters.SizeRules;
import dev.slipway.clusters.SyncedApplication;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A cluster that says what a test told it.
class FakeGateway implements ClusterGateway {

  final Map<String, @Nullable String> configMaps = new HashMap<>();
  final List<QuotaUse> quotas = new ArrayList<>();
  final List<RevisionRecord> revisions = new ArrayList<>();
  @Nullable LiveObject live;
  @Nullable Autoscaler autoscaler;
  SizeRules sizeRules = SizeRules.NONE;
  @Nullable SyncedApplication application;

  @Override
  public Optional<LiveObject> read(WorkloadRef ref) {
    return Optional.ofNullable(live);
  }

  @Override
  public Optional<Autoscaler> autoscaler(WorkloadRef ref) {
    return Optional.ofNullable(autoscaler);
  }

  @Override
  public SizeRules sizeRules(WorkloadRef ref) {
    return sizeRules;
  }

  @Override
  public Optional<SyncedApplication> application(ClusterId cluster, String name) {
    return Optional.ofNullable(application);
  }

  @Override
  public WriteResult write(LiveObject read, WorkloadPatch patch) {
    throw new UnsupportedOperationException("actions never write");
  }

  @Override
  public WriteResult tryOut(LiveObject read, WorkloadPatch patch) {
    throw new UnsupportedOperationException("actions never write");
  }

  @Override
  public List<RevisionRecord> revisions(WorkloadRef ref) {
    return revisions;
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
    throw new UnsupportedOperationException("actions never write");
  }

  @Override
  public Map<String, @Nullable String> configMapHashes(WorkloadRef ref, JsonNode template) {
    return configMaps;
  }

  @Override
  public java.util.Optional<List<DisruptionBudget>> disruptionBudgets(
      WorkloadRef ref, JsonNode template) {
    return java.util.Optional.of(List.of());
  }

  @Override
  public java.util.Optional<dev.slipway.clusters.ClusterRights> rights(
      ClusterId cluster,
      java.util.Collection<dev.slipway.clusters.ClusterRights.Right> wanted,
      java.util.Set<String> namespaces) {
    return java.util.Optional.empty();
  }

  @Override
  public List<QuotaUse> quotas(ClusterId cluster, String namespace) {
    return quotas;
  }

  @Override
  public dev.slipway.clusters.ClusterSurvey survey(ClusterId cluster) {
    throw new UnsupportedOperationException("nobody discovers here");
  }
}
