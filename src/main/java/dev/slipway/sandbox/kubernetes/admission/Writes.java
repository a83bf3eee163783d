package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.patch.ManagedFields;
import dev.slipway.sandbox.kubernetes.patch.ManagedFields.Writer;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The only way to change an object, for clients and controllers alike: identity, optimistic
/// locking, defaults, rules, generation and managed fields, in one step under the store's lock.
public final class Writes {

  private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";
  private static final List<String> IDENTITY =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation");

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Addresses addresses;
  private final Limits limits;
  private final QuotaUse quotas;

  public Writes(ObjectStore store, ResourceTypes types) {
    this.store = store;
    this.types = types;
    this.addresses = new Addresses(store);
    this.limits = new Limits(store);
    this.quotas = new QuotaUse(store);
  }

  public ObjectNode create(ResourceType type, String namespace, ObjectNode body, WriteOptions how) {
    return store.locked(() -> createNow(type, namespace, body.deepCopy(), how));
  }

  /// Changes the object that is there now. The change may refuse; an object that comes out the same
  /// is not written.
  public ObjectNode change(
      ResourceType type,
      Key key,
      String subresource,
      UnaryOperator<ObjectNode> change,
      WriteOptions how) {
    return store.locked(() -> {
      ObjectNode before = require(type, key);
      ObjectNode after = change.apply(before.deepCopy());
      return settle(type, subresource, before, after, how);
    });
  }

  public ObjectNode require(ResourceType type, Key key) {
    ObjectNode found = store.get(type.id(), key);
    if (found == null) {
      throw ApiFailure.notFound(type, key.name());
    }
    return found;
  }

  private ObjectNode createNow(
      ResourceType type, String namespace, ObjectNode object, WriteOptions how) {
    ObjectNode metadata = Json.child(object, "metadata");
    place(type, namespace, metadata);
    if (Json.name(object).isEmpty() && !Json.absent(metadata, "generateName")) {
      metadata.put("name", Json.text(metadata, "generateName") + randomSuffix());
    }
    if (!Json.version(object).isEmpty()) {
      throw ApiFailure.badRequest("resourceVersion should not be set on objects to be created");
    }
    Key key = Key.of(object);
    if (key.name().isEmpty()) {
      throw ApiFailure.invalid(
          type,
          "",
          List.of(
              new ApiFailure.Cause(
                  "FieldValueRequired",
                  "Required value: name or generateName is required",
                  "metadata.name")));
    }
    if (store.get(type.id(), key) != null) {
      throw ApiFailure.alreadyExists(type, key.name());
    }
    admit(type, namespace, key);
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", Times.now());
    metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
    if (type.has("status") && !how.manager().isEmpty() && !how.equals(WriteOptions.controller())) {
      object.remove("status");
    }
    if (Generations.counts(type)) {
      metadata.put("generation", 1);
    }
    if (how.strict()) {
      KnownFields.check(object);
    }
    limits.apply(object);
    Defaults.fill(object);
    addresses.assign(object);
    Validation.check(type, null, object);
    quotas.admit(type, object);
    if (!metadata.has("managedFields")) {
      ManagedFields.recordUpdate(
          Json.object(), object, Writer.update(how.manager(), ""), type.custom());
    }
    if (how.dryRun()) {
      return object;
    }
    ObjectNode stored = store.put(type.id(), object);
    register(type, stored);
    return stored;
  }

  private static void place(ResourceType type, String namespace, ObjectNode metadata) {
    if (!type.namespaced()) {
      metadata.remove("namespace");
      return;
    }
    String given = Json.text(metadata, "namespace");
    if (!given.isEmpty() && !given.equals(namespace)) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("namespace", namespace);
  }

  private void admit(ResourceType type, String namespace, Key key) {
    if (!type.namespaced()) {
      return;
    }
    ResourceType namespaces = types.byId("namespaces");
    ObjectNode found = store.get("namespaces", new Key("", namespace));
    if (found == null) {
      throw ApiFailure.notFound(namespaces, namespace);
    }
    if (Json.deleting(found) && !type.kind().equals("Event")) {
      throw ApiFailure.forbidden(
          type,
          key.name(),
          "unable to create new content in namespace "
              + namespace
              + " because it is being terminated");
    }
  }

  private ObjectNode settle(
      ResourceType type,
      String subresource,
      ObjectNode before,
      ObjectNode after,
      WriteOptions how) {
    String name = Json.name(before);
    String version = Json.version(after);
    if (!version.isEmpty() && !version.equals(Json.version(before))) {
      throw ApiFailure.modified(type, name);
    }
    String uid = Json.uid(after);
    if (!uid.isEmpty() && !uid.equals(Json.uid(before))) {
      throw ApiFailure.conflict(
          type,
          name,
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + Json.uid(before));
    }
    if (!Json.name(after).equals(name)) {
      throw ApiFailure.badRequest(
          "the name of the object ("
              + Json.name(after)
              + ") does not match the name on the URL ("
              + name
              + ")");
    }
    if (how.strict() && subresource.isEmpty()) {
      KnownFields.check(after);
    }
    ObjectNode next = combine(type, subresource, before, after);
    Defaults.fill(next);
    addresses.assign(next);
    Validation.check(type, before, next);
    ObjectNode metadata = Json.child(next, "metadata");
    metadata.put("resourceVersion", Json.version(before));
    boolean status = subresource.equals("status");
    if (!status && Generations.counts(type) && Generations.rises(type, before, next)) {
      metadata.put("generation", Json.integer(before, 0, "metadata", "generation") + 1);
    }
    if (Json.same(managed(before), managed(next))) {
      ManagedFields.recordUpdate(
          before, next, Writer.update(how.manager(), subresource), type.custom());
    }
    if (Json.same(before, next)) {
      return before;
    }
    if (how.dryRun()) {
      return next;
    }
    if (ends(type, next)) {
      return Objects.requireNonNullElse(store.remove(type.id(), Key.of(next)), next);
    }
    ObjectNode stored = store.put(type.id(), next);
    register(type, stored);
    return stored;
  }

  private static JsonNode managed(ObjectNode object) {
    return Json.at(object, "metadata", "managedFields");
  }

  private static ObjectNode combine(
      ResourceType type, String subresource, ObjectNode before, ObjectNode after) {
    ObjectNode next = after;
    if (subresource.equals("status")) {
      next = before.deepCopy();
      next.set("status", after.path("status").isObject() ? after.get("status") : Json.object());
      JsonNode annotations = Json.at(after, "metadata", "annotations");
      if (annotations.isObject()) {
        Json.child(next, "metadata").set("annotations", annotations);
      }
    } else if (type.has("status")) {
      if (before.has("status")) {
        next.set("status", before.get("status").deepCopy());
      } else {
        next.remove("status");
      }
    }
    ObjectNode metadata = Json.child(next, "metadata");
    for (String field : IDENTITY) {
      JsonNode value = Json.at(before, "metadata", field);
      if (value.isMissingNode()) {
        metadata.remove(field);
      } else {
        metadata.set(field, value);
      }
    }
    if (type.namespaced()) {
      metadata.put("namespace", Json.namespace(before));
    }
    metadata.remove("selfLink");
    if (!metadata.has("managedFields") && before.path("metadata").has("managedFields")) {
      metadata.set("managedFields", managed(before).deepCopy());
    }
    next.put("apiVersion", Json.text(before, "apiVersion"));
    return next.put("kind", Json.text(before, "kind"));
  }

  /// An object that is being deleted ends when nothing holds it any more; a pod waits for its node.
  static boolean ends(ResourceType type, ObjectNode object) {
    boolean held = !Json.items(object, "metadata", "finalizers").isEmpty();
    boolean node =
        type.plural().equals("pods")
            && Json.integer(object, 0, "metadata", "deletionGracePeriodSeconds") > 0;
    return Json.deleting(object) && !held && !node && !type.plural().equals("namespaces");
  }

  private void register(ResourceType type, ObjectNode stored) {
    if (type.plural().equals("customresourcedefinitions")) {
      types.define(stored);
    }
  }

  private static String randomSuffix() {
    var suffix = new StringBuilder();
    ThreadLocalRandom.current()
        .ints(5, 0, SUFFIX.length())
        .forEach(i -> suffix.append(SUFFIX.charAt(i)));
    return suffix.toString();
  }

  /// Whether the type is there for a name that may not be; used by those who create what is
  /// missing.
  public @Nullable ObjectNode find(ResourceType type, Key key) {
    return store.get(type.id(), key);
  }
}
