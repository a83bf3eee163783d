package dev.slipway.plans;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.spi.Action;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Changes of a {@link FakeCluster.Workload}; settles as the test says.
record FakeAction(ChangeKind kind, AtomicReference<Progress.Step> settles, FakeCluster cluster)
    implements Action {

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    throw new UnsupportedOperationException("tests draft by hand");
  }

  @Override
  public String baseHash(JsonNode content, LiveObject live) {
    if (kind.isOfSync()) {
      return "sync " + live.spec().path("syncPaused").asBoolean();
    }
    if (kind.isOfBackup()) {
      return "backups " + live.uid() + live.spec().path("backupsSuspended").asBoolean();
    }
    if (kind != ChangeKind.SCALE) {
      return live.baseHash();
    }
    return "replicas " + live.spec().path("replicas").asInt() + scaler(live);
  }

  @Override
  public @Nullable String baseHash(JsonNode content, WorkloadState state) {
    if (kind.isOfSync() || kind.isOfBackup()) {
      return null;
    }
    return kind == ChangeKind.SCALE ? "replicas " + state.desired() : state.baseHash();
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    return switch (kind) {
      case ROLLOUT ->
          new WorkloadPatch.SetImages(Map.of("app", content.path("image").asString()), marks);
      case ROLLBACK -> new WorkloadPatch.ReplaceTemplate(content.path("template"), false, marks);
      case RESTART -> new WorkloadPatch.Restart(content.path("stamp").asString(), marks);
      case SCALE ->
          new WorkloadPatch.Scale(
              live.spec().path("replicas").asInt(), content.path("replicas").asInt(), marks);
      case PAUSE, RESUME -> new WorkloadPatch.SetPaused(kind == ChangeKind.PAUSE, marks);
      case RESOURCES ->
          new WorkloadPatch.SetResources(
              "app", Map.of("limits.memory", content.path("size").asString()), marks);
      case PAUSE_SYNC, RESUME_SYNC ->
          new WorkloadPatch.SetSync(
              "argocd", "app", kind == ChangeKind.PAUSE_SYNC, content.path("automated"), marks);
      case BACKUP_RUN ->
          new WorkloadPatch.StartBackup(
              source(live), "uid", "base", content.path("run").asString(), marks);
      case BACKUP_SUSPEND, BACKUP_RESUME ->
          new WorkloadPatch.SuspendBackups(
              source(live), "uid", kind == ChangeKind.BACKUP_SUSPEND, marks);
      case RESTORE_TEST, RESTORE ->
          new WorkloadPatch.RestoreBackup(
              source(live), "uid", content.path("run").asString(), "shop", "shop-trial", marks);
    };
  }

  @Override
  public boolean holds(JsonNode content, LiveObject live) {
    var template = live.spec().path("template");
    return switch (kind) {
      case ROLLOUT -> template.path("image").equals(content.path("image"));
      case ROLLBACK -> template.path("image").equals(content.path("template").path("image"));
      case RESTART -> template.path("stamp").equals(content.path("stamp"));
      case SCALE ->
          scaler(live).isEmpty() && live.spec().path("replicas").equals(content.path("replicas"));
      case PAUSE, RESUME -> live.spec().path("paused").asBoolean() == (kind == ChangeKind.PAUSE);
      case RESOURCES -> template.path("stamp").equals(content.path("size"));
      case PAUSE_SYNC, RESUME_SYNC ->
          live.spec().path("syncPaused").asBoolean() == (kind == ChangeKind.PAUSE_SYNC);
      case BACKUP_RUN, RESTORE_TEST, RESTORE ->
          live.spec().path("runs").valueStream().anyMatch(content.path("run")::equals);
      case BACKUP_SUSPEND, BACKUP_RESUME ->
          live.spec().path("backupsSuspended").asBoolean() == (kind == ChangeKind.BACKUP_SUSPEND);
    };
  }

  private static BackupObjects.Ref source(LiveObject live) {
    return new BackupObjects.Ref(
        live.ref().cluster(), BackupObjects.Kind.CRON_JOB, live.ref().namespace(), "nightly");
  }

  private String scaler(LiveObject live) {
    return cluster.autoscaler(live.ref()).map(scaler -> " of " + scaler.name()).orElse("");
  }

  @Override
  public Progress progress(JsonNode content, WorkloadState state, Sent sent) {
    return new Progress(settles.get(), 50, "as the test says");
  }
}
