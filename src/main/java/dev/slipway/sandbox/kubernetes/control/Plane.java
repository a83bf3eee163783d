package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.admission.DeleteOptions;
import dev.slipway.sandbox.kubernetes.admission.Deletion;
import dev.slipway.sandbox.kubernetes.admission.QuotaUse;
import dev.slipway.sandbox.kubernetes.admission.WriteOptions;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What controllers work with: reads by storage id, writes through the same door as clients.
final class Plane {

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Writes writes;
  private final Deletion deletion;
  private final Pace pace;
  private final EventLog events;
  private final QuotaUse quotas;

  Plane(ObjectStore store, ResourceTypes types, Writes writes, Deletion deletion, Pace pace) {
    this.store = store;
    this.types = types;
    this.writes = writes;
    this.deletion = deletion;
    this.pace = pace;
    this.events = new EventLog(store);
    this.quotas = new QuotaUse(store);
  }

  Pace pace() {
    return pace;
  }

  EventLog events() {
    return events;
  }

  BigDecimal used(String namespace, String resource) {
    return quotas.used(namespace, resource);
  }

  @Nullable ObjectNode get(String id, Key key) {
    return store.get(id, key);
  }

  boolean exists(String id, Key key) {
    return store.get(id, key) != null;
  }

  List<ObjectNode> list(String id, String namespace) {
    return store.list(id, namespace).objects();
  }

  List<ObjectNode> owned(JsonNode owner, String id) {
    return store.ownedBy(Json.uid(owner), id).stream()
        .filter(o -> Json.text(Json.controller(o), "uid").equals(Json.uid(owner)))
        .toList();
  }

  List<ObjectStore.Owned> dependents(String uid) {
    return store.ownedBy(uid);
  }

  ResourceType type(String id) {
    return types.byId(id);
  }

  ObjectNode create(String id, ObjectNode object) {
    ResourceType type = types.byId(id);
    return writes.create(type, Json.namespace(object), object, WriteOptions.controller());
  }

  /// Keeps what no client sees, beside the objects of the cluster.
  void keep(String id, ObjectNode object) {
    ObjectNode _ = store.put(id, object);
  }

  /// Changes spec or metadata of the object.
  void change(String id, Key key, Consumer<ObjectNode> change) {
    change(id, key, "", "kube-controller-manager", change);
  }

  /// Changes the status of the object.
  void status(String id, Key key, Consumer<ObjectNode> change) {
    change(id, key, "status", "kube-controller-manager", change);
  }

  void change(String id, Key key, String subresource, String manager, Consumer<ObjectNode> change) {
    try {
      writes.change(
          types.byId(id),
          key,
          subresource,
          object -> {
            change.accept(object);
            return object;
          },
          WriteOptions.by(manager));
    } catch (ApiFailure e) {
      if (e.code() != 404) {
        throw e;
      }
    }
  }

  void delete(String id, Key key) {
    delete(id, key, DeleteOptions.background());
  }

  void delete(String id, Key key, DeleteOptions options) {
    try {
      deletion.delete(types.byId(id), key, options);
    } catch (ApiFailure e) {
      if (e.code() != 404) {
        throw e;
      }
    }
  }

  /// Removes the object whatever holds it.
  void remove(String id, Key key) {
    store.remove(id, key);
  }

  /// A reference that makes the owner the controller of what carries it.
  ObjectNode controllerReference(JsonNode owner) {
    return Json.object()
        .put("apiVersion", Json.text(owner, "apiVersion"))
        .put("kind", Json.text(owner, "kind"))
        .put("name", Json.name(owner))
        .put("uid", Json.uid(owner))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }
}
