package dev.slipway.plans;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.SizeRules;
import dev.slipway.clusters.SyncedApplication;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// An API server in memory that counts its effects and misbehaves when told to.
class FakeCluster extends QuietGateway {

  /// What the next write meets.
  enum Fault {
    CONFLICT,
    LOST,
    APPLIED_UNANSWERED,
    LATE,
    LATER,
    REFUSED
  }

  static class Workload {
    String uid = java.util.UUID.randomUUID().toString();
    long generation = 1;
    long version = 1;
    String image = "app:1.0.0";
    String stamp = "";
    boolean paused;
    boolean syncPaused;
    boolean backupsSuspended;
    final Set<String> runs = new TreeSet<>();
    int replicas = 3;
    Map<String, String> marks = Map.of();
    Map<String, String> config = Map.of();
    int effects;
    boolean irreversible;
    boolean silent;
    final Deque<Fault> faults = new ArrayDeque<>();

    synchronized void changeOutside(String image) {
      this.image = image;
      generation++;
      version++;
    }
  }

  /// So many looks at the projection find nothing, though the object is there.
  volatile int unseen;

  volatile boolean scalersSilent;

  /// A write that was cut off and arrives when the test says so.
  volatile Runnable late = () -> {};

  private final Map<WorkloadRef, Workload> workloads = new ConcurrentHashMap<>();

  Workload at(WorkloadRef ref) {
    return workloads.computeIfAbsent(ref, _ -> new Workload());
  }

  void remove(WorkloadRef ref) {
    workloads.remove(ref);
  }

  static String base(Workload of) {
    return PlanHash.sha256(of.image + "|" + of.stamp + "|" + of.paused);
  }

  @Override
  public Optional<LiveObject> read(WorkloadRef ref) {
    var workload = workloads.get(ref);
    if (workload == null) {
      return Optional.empty();
    }
    synchronized (workload) {
      if (workload.silent) {
        throw new ClusterUnreachable("fake", "it is silent", null);
      }
      var nodes = JsonNodeFactory.instance;
      var spec =
          nodes
              .objectNode()
              .put("replicas", workload.replicas)
              .put("paused", workload.paused)
              .put("syncPaused", workload.syncPaused)
              .put("backupsSuspended", workload.backupsSuspended);
      workload.runs.forEach(spec.putArray("runs")::add);
      var template = spec.putObject("template");
      template.put("image", workload.image).put("stamp", workload.stamp);
      if (workload.irreversible) {
        template
            .putObject("metadata")
            .putObject("annotations")
            .put("slipway.dev/migration", "irreversible");
      }
      var metadata = nodes.objectNode();
      var annotations = metadata.putObject("annotations");
      workload.marks.forEach(annotations::put);
      var hash = base(workload);
      return Optional.of(
          new LiveObject(
              ref,
              workload.uid,
              "ns",
              "cluster",
              workload.generation,
              Long.toString(workload.version),
              metadata,
              spec,
              hash,
              hash));
    }
  }

  @Override
  public Optional<Autoscaler> autoscaler(WorkloadRef ref) {
    if (scalersSilent) {
      throw new ClusterUnreachable("fake", "its autoscalers are silent", null);
    }
    return Optional.empty();
  }

  @Override
  public SizeRules sizeRules(WorkloadRef ref) {
    return SizeRules.NONE;
  }

  @Override
  public Optional<SyncedApplication> application(ClusterId cluster, String name) {
    return Optional.empty();
  }

  @Override
  public WriteResult write(LiveObject read, WorkloadPatch patch) {
    var workload = at(read.ref());
    synchronized (workload) {
      var fault = workload.faults.poll();
      if (fault == Fault.LATER) {
        return new WriteResult.TryLater(Duration.ofMillis(20));
      }
      if (fault == Fault.REFUSED) {
        return new WriteResult.Refused(422, "not this");
      }
      if (fault == Fault.LOST) {
        return new WriteResult.Unknown("reset before it arrived");
      }
      if (fault == Fault.LATE) {
        late = () -> apply(workload, patch);
        return new WriteResult.Unknown("still on its way");
      }
      if (fault == Fault.CONFLICT) {
        workload.version++;
      }
      if (!read.resourceVersion().equals(Long.toString(workload.version))
          || !read.uid().equals(workload.uid)) {
        return new WriteResult.Conflict("the object has been modified");
      }
      apply(workload, patch);
      return fault == Fault.APPLIED_UNANSWERED
          ? new WriteResult.Unknown("reset after it was applied")
          : new WriteResult.Accepted(
              workload.uid, workload.generation, Long.toString(workload.version));
    }
  }

  private static void apply(Workload workload, WorkloadPatch patch) {
    var before = everything(workload);
    switch (patch) {
      case WorkloadPatch.SetImages(var images, _) ->
          workload.image = images.values().iterator().next();
      case WorkloadPatch.Restart(var stamp, _) -> workload.stamp = stamp;
      case WorkloadPatch.SetPaused(var paused, _) -> workload.paused = paused;
      case WorkloadPatch.ReplaceTemplate(var template, _, _) -> {
        workload.image = template.path("image").asString();
        workload.stamp = template.path("stamp").asString("");
      }
      case WorkloadPatch.Scale(_, var replicas, _) -> workload.replicas = replicas;
      case WorkloadPatch.SetResources(_, var amounts, _) ->
          workload.stamp = String.valueOf(amounts.get("limits.memory"));
      case WorkloadPatch.SetSync(_, _, var paused, _, _) -> workload.syncPaused = paused;
      case WorkloadPatch.StartBackup start -> workload.runs.add(start.name());
      case WorkloadPatch.RestoreBackup restore -> workload.runs.add(restore.name());
      case WorkloadPatch.SuspendBackups suspend -> workload.backupsSuspended = suspend.suspended();
      default -> {}
    }
    var after = everything(workload);
    if (!before.equals(after)) {
      workload.effects++;
      workload.generation++;
    }
    workload.version++;
    workload.marks = patch.marks();
  }

  private static String everything(Workload of) {
    return of.image
        + of.stamp
        + of.paused
        + of.syncPaused
        + of.replicas
        + of.backupsSuspended
        + of.runs;
  }

  private synchronized boolean isUnseen() {
    return unseen > 0 && unseen-- > 0;
  }

  Optional<WorkloadState> state(WorkloadRef ref) {
    var workload = workloads.get(ref);
    if (workload == null || isUnseen()) {
      return Optional.empty();
    }
    synchronized (workload) {
      var hash = base(workload);
      return Optional.of(
          new WorkloadState(
              ref,
              workload.uid,
              workload.generation,
              Long.toString(workload.version),
              List.of(),
              workload.replicas,
              workload.replicas,
              workload.replicas,
              workload.replicas,
              workload.replicas,
              workload.paused,
              RolloutVerdict.COMPLETE,
              "",
              Health.HEALTHY,
              "",
              hash,
              hash,
              null,
              List.of(),
              null,
              List.of(),
              workload.marks,
              Instant.now(),
              null,
              null));
    }
  }

  @Override
  public WriteResult tryOut(LiveObject read, WorkloadPatch patch) {
    return new WriteResult.Accepted(read.uid(), read.generation(), read.resourceVersion());
  }

  @Override
  public Map<String, @Nullable String> configMapHashes(WorkloadRef ref, JsonNode template) {
    return Map.copyOf(at(ref).config);
  }
}
