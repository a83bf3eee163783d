package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.BackupObjects.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Cuts an object down to what judging a backup takes. Fields are named here or they are dropped:
/// hooks and containers carry commands and environments, and those carry passwords.
final class BackupFields {

  private static final List<String> METADATA =
      List.of("name", "namespace", "uid", "creationTimestamp", "labels", "ownerReferences");

  private static final Set<String> ANNOTATIONS =
      Set.of(
          "batch.kubernetes.io/cronjob-scheduled-timestamp",
          "cronjob.kubernetes.io/instantiate",
          "slipway.dev/deployment");

  private static final Set<String> WORDS =
      Set.of("message", "error", "failureReason", "validationErrors");

  private static final int DEEPEST = 6;

  private BackupFields() {}

  static JsonNode of(Kind kind, JsonNode object) {
    var spec = object.path("spec");
    var cut = node();
    var metadata = chosen(object.path("metadata"), METADATA);
    var annotations = object.path("metadata").path("annotations");
    metadata.set("annotations", chosen(annotations, List.copyOf(ANNOTATIONS)));
    cut.set("metadata", metadata);
    cut.set("spec", spec(kind, spec));
    if (kind != Kind.STATEFUL_SET && kind != Kind.DEPLOYMENT) {
      cut.set("status", safe(object.path("status"), 0));
    }
    return cut;
  }

  private static ObjectNode spec(Kind kind, JsonNode spec) {
    return switch (kind) {
      case CRON_JOB -> {
        var cut =
            chosen(
                spec,
                List.of(
                    "schedule",
                    "timeZone",
                    "suspend",
                    "concurrencyPolicy",
                    "startingDeadlineSeconds"));
        pods(cut, spec.at("/jobTemplate/spec/template/spec"), Fields.NOTHING);
        yield cut;
      }
      case JOB -> chosen(spec, List.of("suspend", "completions"));
      case STATEFUL_SET, DEPLOYMENT -> {
        var cut = chosen(spec, List.of("replicas"));
        pods(cut, spec.at("/template/spec"), spec.path("volumeClaimTemplates"));
        cut.set("podLabels", copy(spec.at("/template/metadata/labels")));
        yield cut;
      }
      case VELERO_SCHEDULE -> {
        var cut = chosen(spec, List.of("schedule", "paused"));
        cut.set("template", velero(spec.path("template")));
        yield cut;
      }
      case VELERO_BACKUP -> velero(spec);
      case VELERO_RESTORE -> chosen(spec, List.of("backupName", "namespaceMapping"));
      case NAMESPACE -> node();
      case VELERO_SNAPSHOTS -> chosen(spec, List.of("provider"));
      case VELERO_LOCATION -> {
        var cut = chosen(spec, List.of("provider", "accessMode", "validationFrequency", "default"));
        cut.set("objectStorage", chosen(spec.path("objectStorage"), List.of("bucket", "prefix")));
        yield cut;
      }
      case CNPG_SCHEDULE -> chosen(spec, List.of("schedule", "suspend", "method", "cluster"));
      case CNPG_BACKUP -> chosen(spec, List.of("method", "cluster"));
      case CNPG_CLUSTER -> chosen(spec, List.of("instances", "storage"));
      case SNAPSHOT -> chosen(spec, List.of("source", "volumeSnapshotClassName"));
      case CLAIM -> chosen(spec, List.of("volumeName", "storageClassName", "resources"));
    };
  }

  private static ObjectNode velero(JsonNode spec) {
    return chosen(
        spec,
        List.of(
            "includedNamespaces",
            "excludedNamespaces",
            "includedResources",
            "excludedResources",
            "excludedNamespaceScopedResources",
            "includedNamespaceScopedResources",
            "labelSelector",
            "orLabelSelectors",
            "snapshotVolumes",
            "snapshotMoveData",
            "defaultVolumesToFsBackup",
            "includeClusterResources",
            "storageLocation",
            "volumeSnapshotLocations",
            "ttl"));
  }

  private static void pods(ObjectNode cut, JsonNode pod, JsonNode templates) {
    Set<String> claims = new TreeSet<>();
    for (var volume : pod.path("volumes")) {
      var claim = Fields.text(volume.path("persistentVolumeClaim"), "claimName");
      if (!claim.isEmpty()) {
        claims.add(claim);
      }
    }
    names(cut, "claims", claims);
    Set<String> made = new TreeSet<>();
    templates.forEach(template -> made.add(Fields.text(template.path("metadata"), "name")));
    names(cut, "claimTemplates", made);
    Set<String> images = new TreeSet<>();
    pod.path("containers").forEach(container -> images.add(Fields.text(container, "image")));
    names(cut, "images", images);
  }

  private static void names(ObjectNode cut, String field, Set<String> names) {
    ArrayNode list = cut.putArray(field);
    names.forEach(list::add);
  }

  private static ObjectNode chosen(JsonNode node, List<String> fields) {
    var cut = node();
    for (var field : fields) {
      if (node.has(field)) {
        cut.set(field, copy(node.path(field)));
      }
    }
    return cut;
  }

  /// A status, with the words of the server in the form in which they may be shown.
  private static JsonNode safe(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (node.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> list.add(safe(item, depth + 1)));
      return list;
    }
    if (!node.isObject()) {
      return copy(node);
    }
    var cut = node();
    node.properties()
        .forEach(entry -> {
          var value = entry.getValue();
          if (WORDS.contains(entry.getKey()) && value.isString()) {
            cut.put(entry.getKey(), ServerWords.shown(value.asString("")));
          } else {
            cut.set(entry.getKey(), safe(value, depth + 1));
          }
        });
    return cut;
  }

  private static JsonNode copy(JsonNode node) {
    return node.isMissingNode() ? node() : node.deepCopy();
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
