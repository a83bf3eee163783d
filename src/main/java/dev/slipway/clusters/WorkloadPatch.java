package dev.slipway.clusters;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The writes that the portal sends, each with its preconditions. Every one carries the
/// resourceVersion of the read that proved UID and base, and the marks (`slipway.dev/...`) for the
/// object's metadata.
public sealed interface WorkloadPatch {

  Map<String, String> marks();

  /// Images by container name, init containers too (strategic merge).
  record SetImages(Map<String, String> images, Map<String, String> marks)
      implements WorkloadPatch {}

  /// The stored restart stamp on the template (strategic merge).
  record Restart(String stamp, Map<String, String> marks) implements WorkloadPatch {}

  /// Pause or resume (Deployments only).
  record SetPaused(boolean paused, Map<String, String> marks) implements WorkloadPatch {}

  /// The whole template, by JSON Patch with a test of the old one.
  ///
  /// @param resume whether a paused Deployment is resumed by the same write
  record ReplaceTemplate(JsonNode template, boolean resume, Map<String, String> marks)
      implements WorkloadPatch {}

  /// A replica count through `/scale`, valid only if `expected` still holds.
  record Scale(int expected, int replicas, Map<String, String> marks) implements WorkloadPatch {}

  /// Bounds of the autoscaler with this name and UID.
  record ScaleBounds(
      String autoscaler, String autoscalerUid, int min, int max, Map<String, String> marks)
      implements WorkloadPatch {}

  /// Requests and limits of one container, init containers too (strategic merge).
  ///
  /// @param amounts by `requests.cpu` and the like; null takes an amount away
  record SetResources(
      String container, Map<String, @Nullable String> amounts, Map<String, String> marks)
      implements WorkloadPatch {}

  /// A new autoscaler for the workload, by the mean use of CPU in percent of what is requested. Its
  /// name decides that there is only one.
  record CreateAutoscaler(String name, int min, int max, int cpu, Map<String, String> marks)
      implements WorkloadPatch {}

  /// Takes an autoscaler away; the count stays what it is.
  record DeleteAutoscaler(String autoscaler, String autoscalerUid, Map<String, String> marks)
      implements WorkloadPatch {}

  /// Takes `spec.syncPolicy.automated` of an Argo CD application away and keeps it in an annotation
  /// of the application, or puts back what was kept.
  ///
  /// @param automated what stood there, or is to stand there again
  record SetSync(
      String applicationNamespace,
      String application,
      boolean paused,
      JsonNode automated,
      Map<String, String> marks)
      implements WorkloadPatch {}

  /// A run of what makes backups, by its own template and under a name that is taken only once: a
  /// Job of a CronJob, a Backup of a schedule of Velero or CloudNativePG.
  ///
  /// @param base of the read that the plan was made on; another one is a conflict
  record StartBackup(
      BackupObjects.Ref source,
      String sourceUid,
      String base,
      String name,
      Map<String, String> marks)
      implements WorkloadPatch {}

  /// Keeps what makes backups from starting by the clock, or lets it again.
  record SuspendBackups(
      BackupObjects.Ref source, String sourceUid, boolean suspended, Map<String, String> marks)
      implements WorkloadPatch {}

  /// A Job beside the workload, in its namespace, under a name that is taken only once: whoever
  /// sends it again finds it by its marks.
  ///
  /// @param job the whole manifest, with its marks
  record StartJob(String name, JsonNode job, Map<String, String> marks) implements WorkloadPatch {}

  /// A Restore of Velero under a name that is taken only once: one namespace of one backup, into
  /// itself or into another. Objects that exist are left alone.
  record RestoreBackup(
      BackupObjects.Ref backup,
      String backupUid,
      String name,
      String from,
      String into,
      Map<String, String> marks)
      implements WorkloadPatch {}
}
