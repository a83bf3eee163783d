package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.WorkloadPatch.RestoreBackup;
import dev.slipway.clusters.WorkloadPatch.StartBackup;
import dev.slipway.clusters.WorkloadPatch.SuspendBackups;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is sent to start and to suspend backups.
final class BackupBodies {

  private static final String SCHEDULE_NAME = "velero.io/schedule-name";

  /// What a trial needs for a look at its data, and nothing more: what Velero needs to fill volumes
  /// (claims, their volumes, snapshots, and the pods into whose volumes files are copied), and what
  /// pods need to start. All of it acts in its own namespace only. A list of what has to stay out
  /// would lack whatever the next cluster has installed.
  private static final List<String> TRIED =
      List.of(
          "persistentvolumeclaims",
          "persistentvolumes",
          "volumesnapshots.snapshot.storage.k8s.io",
          "volumesnapshotcontents.snapshot.storage.k8s.io",
          "pods",
          "replicasets.apps",
          "deployments.apps",
          "statefulsets.apps",
          "configmaps",
          "secrets",
          "serviceaccounts",
          "roles.rbac.authorization.k8s.io",
          "rolebindings.rbac.authorization.k8s.io",
          "networkpolicies.networking.k8s.io");

  private BackupBodies() {}

  /// As `kubectl create job --from` makes it: the template's labels, annotations and spec, the mark
  /// of a run by hand, and the CronJob as controller, which does not keep it from being deleted.
  static ObjectNode job(JsonNode cron, StartBackup wanted) {
    var template = cron.at("/spec/jobTemplate");
    var body = named("batch/v1", "Job", wanted);
    var metadata = (ObjectNode) body.path("metadata");
    labels(metadata, template.path("metadata").path("labels"));
    annotations(metadata, template.path("metadata").path("annotations"), wanted.marks())
        .put("cronjob.kubernetes.io/instantiate", "manual");
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "batch/v1")
        .put("kind", "CronJob")
        .put("name", wanted.source().name())
        .put("uid", wanted.sourceUid())
        .put("controller", true);
    body.set("spec", template.path("spec").deepCopy());
    return body;
  }

  /// As `velero backup create --from-schedule` makes it. Its label makes it count for the schedule.
  static ObjectNode velero(JsonNode schedule, StartBackup wanted) {
    var template = schedule.at("/spec/template");
    var own = template.path("metadata").path("labels");
    var body = named("velero.io/v1", "Backup", wanted);
    var metadata = (ObjectNode) body.path("metadata");
    labels(metadata, own.isObject() ? own : schedule.path("metadata").path("labels"))
        .put(SCHEDULE_NAME, wanted.source().name());
    annotations(metadata, JsonNodeFactory.instance.objectNode(), wanted.marks());
    if (schedule.at("/spec/useOwnerReferencesInBackup").asBoolean(false)) {
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", "velero.io/v1")
          .put("kind", "Schedule")
          .put("name", wanted.source().name())
          .put("uid", wanted.sourceUid())
          .put("controller", true);
    }
    body.set("spec", template.isObject() ? template.deepCopy() : node());
    return body;
  }

  /// As the operator makes one at its time; the label makes it count for the schedule.
  static ObjectNode cnpg(JsonNode schedule, StartBackup wanted) {
    var spec = schedule.path("spec");
    var body = named("postgresql.cnpg.io/v1", "Backup", wanted);
    var metadata = (ObjectNode) body.path("metadata");
    labels(metadata, node())
        .put("cnpg.io/scheduled-backup", wanted.source().name())
        .put("cnpg.io/cluster", Fields.text(spec.path("cluster"), "name"));
    annotations(metadata, node(), wanted.marks());
    body.set("spec", BackupSource.ofCnpg(spec));
    return body;
  }

  /// Merge patch. The marks go on a CronJob only: operators copy the annotations of their schedules
  /// to every backup.
  static ObjectNode suspend(JsonNode object, SuspendBackups wanted) {
    var body = node();
    var metadata = body.putObject("metadata");
    metadata
        .put("uid", wanted.sourceUid())
        .put("resourceVersion", Fields.text(object.path("metadata"), "resourceVersion"));
    if (wanted.source().kind() == Kind.CRON_JOB) {
      wanted.marks().forEach(metadata.putObject("annotations")::put);
    }
    body.putObject("spec")
        .put(
            wanted.source().kind() == Kind.VELERO_SCHEDULE ? "paused" : "suspend",
            wanted.suspended());
    return body;
  }

  /// As `velero restore create --from-backup` makes it, of one namespace. Of the cluster itself
  /// come only the volumes of its claims: so Velero takes it where includeClusterResources is left
  /// out, and false would leave every claim without its data. A trial names what comes: beside the
  /// originals everything else might take their traffic or do their work a second time. Velero asks
  /// the list for what belongs to a claim or a pod, too, and passes over names that the cluster
  /// does not know (velero:pkg/restore/restore.go). The pods of Jobs it brings alone, and running:
  /// those are left out by the label that the Job controller gives each of them.
  static ObjectNode restore(RestoreBackup wanted) {
    var body = node().put("apiVersion", "velero.io/v1").put("kind", "Restore");
    var metadata = body.putObject("metadata");
    metadata.put("name", wanted.name()).put("namespace", wanted.backup().namespace());
    annotations(metadata, node(), wanted.marks());
    var spec = body.putObject("spec").put("backupName", wanted.backup().name());
    spec.putArray("includedNamespaces").add(wanted.from());
    if (!wanted.into().equals(wanted.from())) {
      spec.putObject("namespaceMapping").put(wanted.from(), wanted.into());
      var come = spec.putArray("includedResources");
      TRIED.forEach(come::add);
      spec.putObject("labelSelector")
          .putArray("matchExpressions")
          .addObject()
          .put("key", "job-name")
          .put("operator", "DoesNotExist");
    }
    return body;
  }

  private static ObjectNode named(String version, String kind, StartBackup wanted) {
    var body = node().put("apiVersion", version).put("kind", kind);
    body.putObject("metadata")
        .put("name", wanted.name())
        .put("namespace", wanted.source().namespace());
    return body;
  }

  private static ObjectNode labels(ObjectNode metadata, JsonNode from) {
    var labels = from.isObject() ? (ObjectNode) from.deepCopy() : node();
    metadata.set("labels", labels);
    return labels;
  }

  private static ObjectNode annotations(
      ObjectNode metadata, JsonNode from, Map<String, String> marks) {
    var annotations = from.isObject() ? (ObjectNode) from.deepCopy() : node();
    marks.forEach(annotations::put);
    metadata.set("annotations", annotations);
    return annotations;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
