package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts back what a backup of Velero holds, as Velero does it: what is there is left alone and
/// counts as a warning where it is not as it was, what is missing is made, and nothing is ever
/// taken away. No volume has content here, so none is written over either.
final class VeleroRestores implements Controller {

  private static final double TAKES_SECONDS = 20;

  private final Plane plane;
  private final ResourceTypes types;
  private final VeleroBucket bucket;

  VeleroRestores(Plane plane, ResourceTypes types, VeleroBucket bucket) {
    this.plane = plane;
    this.types = types;
    this.bucket = bucket;
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals(Velero.RESTORES) && change.kind() != Change.Kind.DELETED
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode restore = plane.get(Velero.RESTORES, key);
    if (restore == null || Json.deleting(restore) || !Velero.isAtWork(plane, key.namespace())) {
      return Optional.empty();
    }
    if (Velero.isNew(restore)) {
      return begin(key, restore);
    }
    return Velero.phase(restore).equals("InProgress") ? goOn(key, restore) : Optional.empty();
  }

  private Optional<Duration> begin(Key key, ObjectNode restore) {
    String name = Json.text(restore, "spec", "backupName");
    ObjectNode backup = plane.get(Velero.BACKUPS, new Key(key.namespace(), name));
    if (backup == null || !Velero.phase(backup).equals("Completed")) {
      Velero.refuse(
          plane,
          Velero.RESTORES,
          key,
          backup == null
              ? "Error retrieving backup: backup.velero.io \"" + name + "\" not found"
              : "backup " + name + " is not complete");
      return Optional.empty();
    }
    Velero.status(
        plane,
        Velero.RESTORES,
        key,
        status -> {
          status.put("phase", "InProgress").put("startTimestamp", Times.now());
          status
              .putObject("progress")
              .put("totalItems", wanted(restore, backup).size())
              .put("itemsRestored", 0);
        });
    return Optional.of(plane.pace().real(TAKES_SECONDS));
  }

  private Optional<Duration> goOn(Key key, ObjectNode restore) {
    double left =
        TAKES_SECONDS
            - plane.pace().since(Times.read(Json.at(restore, "status", "startTimestamp")));
    if (left > 0) {
      return Optional.of(plane.pace().real(left));
    }
    ObjectNode backup =
        plane.get(
            Velero.BACKUPS, new Key(key.namespace(), Json.text(restore, "spec", "backupName")));
    String location = backup == null ? "" : Json.text(backup, "spec", "storageLocation");
    boolean readable =
        Velero.location(plane, key.namespace(), location)
            .filter(found -> !Velero.phase(found).equals("Unavailable"))
            .isPresent();
    if (backup == null || !readable) {
      Velero.status(
          plane,
          Velero.RESTORES,
          key,
          status ->
              status
                  .put("phase", "Failed")
                  .put("failureReason", "error fetching backup: the object store does not answer")
                  .put("completionTimestamp", Times.now()));
      return Optional.empty();
    }
    List<JsonNode> items = wanted(restore, backup);
    int others = 0;
    int failed = 0;
    for (JsonNode item : items) {
      switch (putBack(restore, item)) {
        case "other" -> others++;
        case "failed" -> failed++;
        default -> {
          // It was made, or is there as the backup has it.
        }
      }
    }
    end(key, items.size(), others, failed);
    return Optional.empty();
  }

  private void end(Key key, int items, int others, int failed) {
    Velero.status(
        plane,
        Velero.RESTORES,
        key,
        status -> {
          status.put("phase", failed == 0 ? "Completed" : "PartiallyFailed");
          status.put("completionTimestamp", Times.now());
          status.put("warnings", others).put("errors", failed);
          status.putObject("progress").put("totalItems", items).put("itemsRestored", items);
        });
  }

  /// What of the backup is asked for.
  private List<JsonNode> wanted(JsonNode restore, JsonNode backup) {
    List<String> only = Velero.texts(restore, "spec", "includedNamespaces");
    LabelSelector labels = LabelSelector.of(Json.at(restore, "spec", "labelSelector"));
    List<JsonNode> wanted = new ArrayList<>();
    for (JsonNode item : bucket.items(backup)) {
      boolean here = only.isEmpty() || only.contains("*") || only.contains(Json.namespace(item));
      boolean chosen = type(item).filter(type -> VeleroBucket.wants(restore, type)).isPresent();
      if (here && chosen && labels.matches(item)) {
        wanted.add(item);
      }
    }
    return wanted;
  }

  private Optional<ResourceType> type(JsonNode item) {
    return types.ofKind(Json.text(item, "apiVersion"), Json.text(item, "kind"));
  }

  private String putBack(JsonNode restore, JsonNode item) {
    ResourceType type = type(item).orElseThrow();
    String from = Json.namespace(item);
    String mapped = Json.text(restore, "spec", "namespaceMapping", from);
    String into = mapped.isEmpty() ? from : mapped;
    try {
      namespace(into, restore);
      ObjectNode there = plane.get(type.id(), new Key(into, Json.name(item)));
      if (there != null) {
        return isLike(there, item, into) ? "same" : "other";
      }
      ObjectNode object = Json.copy(item);
      ObjectNode metadata = Json.child(object, "metadata").put("namespace", into);
      mark(metadata, restore);
      ObjectNode spec = object.path("spec") instanceof ObjectNode found ? found : Json.object();
      spec.remove(List.of("clusterIP", "clusterIPs", "volumeName", "healthCheckNodePort"));
      Json.items(spec, "ports")
          .forEach(port -> {
            if (port instanceof ObjectNode one) {
              one.remove("nodePort");
            }
          });
      ObjectNode _ = plane.create(type.id(), object);
      return "made";
    } catch (ApiFailure failure) {
      return "failed";
    }
  }

  private static boolean isLike(JsonNode there, JsonNode item, String into) {
    ObjectNode known = Json.copy(item);
    Json.child(known, "metadata").put("namespace", into);
    return VeleroBucket.bare(there).equals(known);
  }

  private void namespace(String name, JsonNode restore) {
    if (!plane.exists("namespaces", new Key("", name))) {
      ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
      mark(namespace.putObject("metadata").put("name", name), restore);
      ObjectNode _ = plane.create("namespaces", namespace);
    }
  }

  private static void mark(ObjectNode metadata, JsonNode restore) {
    Json.child(metadata, "labels")
        .put("velero.io/backup-name", Json.text(restore, "spec", "backupName"))
        .put("velero.io/restore-name", Json.name(restore));
  }
}
