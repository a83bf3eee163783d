package dev.slipway.clusters;

import dev.slipway.kernel.Plural;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Calls to the API server of a cluster, each bounded in time and by a bulkhead per cluster. Never
/// called inside a transaction. Reads fail with {@link ClusterUnreachable}; writes answer with a
/// {@link WriteResult} and are sent once.
public interface ClusterGateway {

  /// Nothing of a write can reach an object any more this long after it began: 20 s in which a
  /// scale may begin anew, 26 s of waiting and reading before it is sent, 40 s until the portal
  /// gives its answer up, and the 60 s that an API server gives a request by itself
  /// (`kube-apiserver --request-timeout`).
  Duration LATEST_ARRIVAL = Duration.ofSeconds(150);

  /// The object as it is now, or empty if there is none (404 of the object, not of the kind).
  Optional<LiveObject> read(WorkloadRef ref);

  /// The autoscaler that owns the replica count now, or empty if none does.
  Optional<Autoscaler> autoscaler(WorkloadRef ref);

  /// Sends one write, with `read` as its precondition.
  WriteResult write(LiveObject read, WorkloadPatch patch);

  /// Asks the API server what it would say to the write, without effect (`dryRun=All`).
  WriteResult tryOut(LiveObject read, WorkloadPatch patch);

  /// Former templates that the cluster still keeps, newest first (ReplicaSets,
  /// ControllerRevisions).
  List<RevisionRecord> revisions(WorkloadRef ref);

  /// Events about the workload and its pods, newest first, at most `limit`.
  List<ClusterEvent> events(WorkloadRef ref, int limit);

  /// The last lines of one container's log.
  List<String> log(
      WorkloadRef ref, String pod, @Nullable String container, boolean previous, int lines);

  /// How a Job in the namespace of a workload goes; empty if there is none of this name.
  Optional<JobRun> job(WorkloadRef beside, String name);

  /// Deletes one pod with its UID as precondition; used only to unstick an ordered StatefulSet.
  WriteResult deletePod(WorkloadRef ref, String pod, String uid);

  /// Content hashes of the ConfigMaps that the template refers to, by name; null where one is
  /// missing.
  Map<String, @Nullable String> configMapHashes(WorkloadRef ref, JsonNode template);

  /// Quota and limits in the namespace that concern a rollout of this size.
  List<QuotaUse> quotas(ClusterId cluster, String namespace);

  /// What else decides how large the pods are. What cannot be read is left out.
  SizeRules sizeRules(WorkloadRef ref);

  /// The Argo CD application of this name; empty where the cluster has or shows none.
  Optional<SyncedApplication> application(ClusterId cluster, String name);

  /// The disruption budgets that cover pods of this template; empty where the cluster does not tell
  /// (no right to read them, or no such kind).
  Optional<List<DisruptionBudget>> disruptionBudgets(WorkloadRef ref, JsonNode template);

  /// What runs in the cluster, what is written on it and what seems to need what, listed at this
  /// moment. Kinds that the credential may not list are left out and named.
  ClusterSurvey survey(ClusterId cluster);

  /// Which of these rights the portal's account has there. Empty where the cluster does not tell.
  ///
  /// @param namespaces where else to ask for what it has not everywhere
  Optional<ClusterRights> rights(
      ClusterId cluster, Collection<ClusterRights.Right> wanted, Set<String> namespaces);

  /// A Job and the newest of its pods.
  ///
  /// @param began whether any container that its manifest names ever ran
  /// @param reason why it failed, or what it waits for, as Kubernetes says it; may be empty
  /// @param pod name of its newest pod; null while it has none
  record JobRun(
      String uid,
      Map<String, String> annotations,
      boolean complete,
      boolean failed,
      boolean began,
      String reason,
      String message,
      @Nullable String pod) {}

  /// A PodDisruptionBudget that covers the pods of a workload. It holds back drains and evictions,
  /// never a rolling update or a delete.
  ///
  /// @param rule such as `at least 2 available`
  /// @param allowed how many pods may be evicted now; null while the cluster has not judged it yet
  /// @param healthy how many pods count as healthy, and `needed` how many must
  record DisruptionBudget(
      String name, String rule, @Nullable Integer allowed, int healthy, int needed) {

    public String words() {
      if (allowed == null) {
        return rule + "; not judged by the cluster yet";
      }
      var now =
          allowed == 0
              ? "a node drain would be refused now"
              : Plural.of(allowed, "pod") + " may be evicted now";
      return "%s; %d healthy of %d needed: %s".formatted(rule, healthy, needed, now);
    }
  }
}
