package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ClusterEvent;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.QuotaUse;
import dev.slipway.clusters.RevisionRecord;
import dev.slipway.clusters.SizeRules;
import dev.slipway.clusters.SyncedApplication;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WriteResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The gateway over the client library's HTTP client. The library's own operations are not used:
/// they resend writes, leave preconditions out, and read more than they say.
@Component
class Fabric8ClusterGateway implements ClusterGateway {

  private final ClusterWatches clusters;
  private final PodLogs logs;

  Fabric8ClusterGateway(ClusterWatches clusters, PodLogs logs) {
    this.clusters = clusters;
    this.logs = logs;
  }

  @Override
  public Optional<LiveObject> read(WorkloadRef ref) {
    return reads(ref.cluster()).workload(ref);
  }

  @Override
  public Optional<Autoscaler> autoscaler(WorkloadRef ref) {
    return reads(ref.cluster()).autoscaler(ref);
  }

  @Override
  public WriteResult write(LiveObject read, WorkloadPatch patch) {
    return send(read, patch, false);
  }

  @Override
  public WriteResult tryOut(LiveObject read, WorkloadPatch patch) {
    return send(read, patch, true);
  }

  private WriteResult send(LiveObject read, WorkloadPatch patch, boolean dryRun) {
    var calls = clusters.calls(read.ref().cluster());
    try {
      if (!calls.clusterUid().equals(read.clusterUid())) {
        return new WriteResult.Conflict("Another cluster answers than the one that was read");
      }
    } catch (ClusterUnreachable e) {
      return new WriteResult.TryLater(Duration.ofSeconds(5));
    }
    return new Writes(calls, read, dryRun).send(patch);
  }

  @Override
  public List<RevisionRecord> revisions(WorkloadRef ref) {
    return Revisions.of(clusters.calls(ref.cluster()), ref);
  }

  @Override
  public List<ClusterEvent> events(WorkloadRef ref, int limit) {
    return reads(ref.cluster()).events(ref, limit);
  }

  @Override
  public List<String> log(
      WorkloadRef ref, String pod, @Nullable String container, boolean previous, int lines) {
    return logs.last(ref, pod, container, previous, lines);
  }

  @Override
  public Optional<JobRun> job(WorkloadRef beside, String name) {
    return new Jobs(clusters.calls(beside.cluster()), beside.namespace()).run(name);
  }

  @Override
  public WriteResult deletePod(WorkloadRef ref, String pod, String uid) {
    var options = JsonNodeFactory.instance.objectNode();
    options.put("kind", "DeleteOptions").put("apiVersion", "v1");
    options.putObject("preconditions").put("uid", uid);
    try {
      var answer =
          clusters
              .calls(ref.cluster())
              .send(
                  "DELETE",
                  Paths.core(ref.namespace(), "pods/" + Paths.segment(pod)),
                  "application/json",
                  options.toString());
      return answer.ok()
          ? new WriteResult.Accepted(
              uid, 0, Fields.text(answer.json().path("metadata"), "resourceVersion"))
          : WriteAnswers.failed(answer);
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  @Override
  public Map<String, @Nullable String> configMapHashes(WorkloadRef ref, JsonNode template) {
    return reads(ref.cluster()).configMapHashes(ref, template);
  }

  @Override
  public List<QuotaUse> quotas(ClusterId cluster, String namespace) {
    return reads(cluster).quotas(namespace);
  }

  @Override
  public SizeRules sizeRules(WorkloadRef ref) {
    return new Sizes(clusters.calls(ref.cluster())).of(ref);
  }

  @Override
  public Optional<SyncedApplication> application(ClusterId cluster, String name) {
    return new Sizes(clusters.calls(cluster)).application(name);
  }

  @Override
  public Optional<List<DisruptionBudget>> disruptionBudgets(WorkloadRef ref, JsonNode template) {
    return Budgets.read(clusters.calls(ref.cluster()), ref.namespace(), template);
  }

  @Override
  public ClusterSurvey survey(ClusterId cluster) {
    return new Survey(cluster, clusters.calls(cluster), Survey.PATIENCE).take();
  }

  @Override
  public Optional<ClusterRights> rights(
      ClusterId cluster, Collection<ClusterRights.Right> wanted, Set<String> namespaces) {
    return new AccessReviews(clusters.calls(cluster)).of(wanted, namespaces);
  }

  private Reads reads(ClusterId cluster) {
    return new Reads(clusters.calls(cluster));
  }
}
