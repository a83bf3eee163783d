package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The object store of Velero: what each backup holds, kept with the cluster but out of its API.
/// What came from an earlier life of the demonstration holds what was there when it was first seen.
final class VeleroBucket {

  private static final String ID = "velero-bucket";

  /// Made by the cluster itself, or of no use in another one.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "events",
          "endpoints",
          "endpointslices.discovery.k8s.io",
          "leases.coordination.k8s.io",
          "controllerrevisions.apps",
          Velero.BACKUPS,
          Velero.RESTORES,
          Velero.SCHEDULES,
          Velero.LOCATIONS);

  private final Plane plane;
  private final ResourceTypes types;

  VeleroBucket(Plane plane, ResourceTypes types) {
    this.plane = plane;
    this.types = types;
  }

  boolean has(Key backup) {
    return plane.get(ID, backup) != null;
  }

  /// Takes what the backup asks for, as it is now, and says how many objects that are.
  int take(JsonNode backup) {
    return put(Key.of(backup), backup);
  }

  /// Keeps something for a backup that came complete: one content for all of its schedule.
  void remember(JsonNode backup) {
    String schedule = Json.text(backup, "metadata", "labels", Velero.SCHEDULE_LABEL);
    Key known = new Key(Json.namespace(backup), "of-" + schedule);
    ObjectNode found = plane.get(Velero.SCHEDULES, new Key(Json.namespace(backup), schedule));
    if (!has(Key.of(backup)) && found != null && !has(known)) {
      ObjectNode like = Json.object();
      like.set("spec", Json.at(found, "spec", "template"));
      int _ = put(known, like);
    }
  }

  /// What a backup holds; empty where nothing was ever kept of it.
  List<JsonNode> items(JsonNode backup) {
    ObjectNode own = plane.get(ID, Key.of(backup));
    String schedule = Json.text(backup, "metadata", "labels", Velero.SCHEDULE_LABEL);
    ObjectNode kept =
        own != null ? own : plane.get(ID, new Key(Json.namespace(backup), "of-" + schedule));
    return kept == null ? List.of() : Json.items(kept, "items");
  }

  private int put(Key key, JsonNode backup) {
    ObjectNode content = Json.object();
    content.putObject("metadata").put("namespace", key.namespace()).put("name", key.name());
    ArrayNode items = content.putArray("items");
    for (ResourceType type : kinds(backup)) {
      for (ObjectNode object : plane.list(type.id(), "")) {
        if (isIn(Json.namespace(object), backup) && Json.controller(object).isMissingNode()) {
          items.add(bare(object));
        }
      }
    }
    int size = items.size();
    plane.keep(ID, content);
    return size;
  }

  private List<ResourceType> kinds(JsonNode backup) {
    List<ResourceType> found = new ArrayList<>();
    for (ResourceType type : types.all()) {
      boolean known = found.stream().anyMatch(other -> other.id().equals(type.id()));
      if (type.namespaced() && !known && wants(backup, type)) {
        if (!LEFT_OUT.contains(type.id())) {
          found.add(type);
        }
      }
    }
    return found;
  }

  /// Whether a Backup or a Restore takes objects of a kind.
  static boolean wants(JsonNode asked, ResourceType type) {
    List<String> only = Velero.texts(asked, "spec", "includedResources");
    return (only.isEmpty() || only.contains("*") || names(only, type))
        && !names(Velero.texts(asked, "spec", "excludedResources"), type);
  }

  /// Whether a list of resources names it, by its plural alone or with the group.
  private static boolean names(List<String> resources, ResourceType type) {
    return resources.contains(type.plural()) || resources.contains(type.id());
  }

  private static boolean isIn(String namespace, JsonNode backup) {
    List<String> only = Velero.texts(backup, "spec", "includedNamespaces");
    return (only.isEmpty() || only.contains("*") || only.contains(namespace))
        && !Velero.texts(backup, "spec", "excludedNamespaces").contains(namespace);
  }

  /// What a backup keeps of an object.
  static ObjectNode bare(JsonNode object) {
    ObjectNode bare = Json.copy(object);
    bare.remove("status");
    Json.child(bare, "metadata").retain("name", "namespace", "labels", "annotations");
    return bare;
  }
}
