package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.time.Instant;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Deletes an object at once, or marks it where finalizers or a pod's grace period hold it.
public final class Deletion {

  private static final String FOREGROUND = "foregroundDeletion";

  private final ObjectStore store;
  private final ResourceTypes types;

  public Deletion(ObjectStore store, ResourceTypes types) {
    this.store = store;
    this.types = types;
  }

  public ObjectNode delete(ResourceType type, Key key, DeleteOptions options) {
    return store.locked(() -> {
      ObjectNode found = store.get(type.id(), key);
      if (found == null) {
        throw ApiFailure.notFound(type, key.name());
      }
      check(type, found, options);
      return options.dryRun() ? found : deleteNow(type, found.deepCopy(), options);
    });
  }

  private static void check(ResourceType type, ObjectNode found, DeleteOptions options) {
    if (!options.uid().isEmpty() && !options.uid().equals(Json.uid(found))) {
      throw precondition(type, found, "UID", options.uid(), Json.uid(found));
    }
    if (!options.version().isEmpty() && !options.version().equals(Json.version(found))) {
      throw precondition(type, found, "ResourceVersion", options.version(), Json.version(found));
    }
  }

  private static ApiFailure precondition(
      ResourceType type, ObjectNode found, String what, String wanted, String is) {
    return ApiFailure.conflict(
        type,
        Json.name(found),
        "Precondition failed: "
            + what
            + " in precondition: "
            + wanted
            + ", "
            + what
            + " in object meta: "
            + is);
  }

  private ObjectNode deleteNow(ResourceType type, ObjectNode object, DeleteOptions options) {
    ObjectNode metadata = Json.child(object, "metadata");
    if (options.propagation().equals("Orphan")) {
      orphan(Json.uid(object));
    }
    if (options.propagation().equals("Foreground") && !store.ownedBy(Json.uid(object)).isEmpty()) {
      ArrayNode finalizers = Json.list(metadata, "finalizers");
      if (finalizers.values().stream().noneMatch(f -> f.asString("").equals(FOREGROUND))) {
        finalizers.add(FOREGROUND);
      }
    }
    int grace = grace(type, object, options);
    boolean shorter =
        grace < Json.integer(metadata, Integer.MAX_VALUE, "deletionGracePeriodSeconds");
    if (!Json.deleting(object) || shorter) {
      metadata.put("deletionTimestamp", Times.write(Instant.now().plusSeconds(grace)));
      metadata.put("deletionGracePeriodSeconds", grace);
      if (type.plural().equals("namespaces")) {
        Json.child(object, "status").put("phase", "Terminating");
      }
    } else {
      return Objects.requireNonNullElse(store.get(type.id(), Key.of(object)), object);
    }
    if (Writes.ends(type, object)) {
      if (type.plural().equals("customresourcedefinitions")) {
        types.forget(object);
      }
      return Objects.requireNonNullElse(store.remove(type.id(), Key.of(object)), object);
    }
    if (metadata.has("generation")) {
      metadata.put("generation", Json.integer(metadata, 0, "generation") + 1);
    }
    return store.put(type.id(), object);
  }

  private static int grace(ResourceType type, ObjectNode object, DeleteOptions options) {
    if (!type.plural().equals("pods")) {
      return 0;
    }
    boolean placed = !Json.absent(object, "spec", "nodeName");
    boolean over = Json.text(object, "status", "phase").matches("Succeeded|Failed");
    if (!placed || over) {
      return 0;
    }
    return options.graceSeconds() >= 0
        ? options.graceSeconds()
        : Json.integer(object, 30, "spec", "terminationGracePeriodSeconds");
  }

  private void orphan(String uid) {
    for (ObjectStore.Owned owned : store.ownedBy(uid)) {
      ObjectNode found = store.get(owned.type(), owned.key());
      if (found == null) {
        continue;
      }
      ObjectNode dependent = found.deepCopy();
      ArrayNode kept = Json.array();
      for (JsonNode owner : Json.items(dependent, "metadata", "ownerReferences")) {
        if (!Json.text(owner, "uid").equals(uid)) {
          kept.add(owner);
        }
      }
      Json.child(dependent, "metadata").set("ownerReferences", kept);
      store.put(owned.type(), dependent);
    }
  }
}
