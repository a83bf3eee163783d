package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore.Owned;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Deletes what belonged to an owner that is gone, and lets owners go that wait for their
/// dependents. Its keys are UIDs.
final class Collector implements Controller {

  private static final String FOREGROUND = "foregroundDeletion";

  private final Plane plane;

  Collector(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.kind() == Change.Kind.DELETED || waits(change.object())) {
      return List.of(keyOf(change));
    }
    return List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    String uid = key.name();
    List<Owned> dependents = plane.dependents(uid);
    for (Owned dependent : dependents) {
      ObjectNode found = plane.get(dependent.type(), dependent.key());
      if (found != null && !Json.deleting(found)) {
        plane.delete(dependent.type(), dependent.key());
      }
    }
    int slash = key.namespace().indexOf('/');
    if (slash > 0) {
      return release(key, slash, dependents.isEmpty());
    }
    return Optional.empty();
  }

  private Optional<Duration> release(Key key, int slash, boolean free) {
    String type = key.namespace().substring(0, slash);
    List<String> rest = List.of(key.namespace().substring(slash + 1).split("/", -1));
    Key owner = new Key(rest.get(0), rest.get(1));
    if (!free) {
      return Optional.of(Duration.ofMillis(100));
    }
    plane.change(
        type,
        owner,
        object -> {
          ArrayNode kept = Json.array();
          for (JsonNode finalizer : Json.items(object, "metadata", "finalizers")) {
            if (!finalizer.asString("").equals(FOREGROUND)) {
              kept.add(finalizer);
            }
          }
          Json.child(object, "metadata").set("finalizers", kept);
        });
    return Optional.empty();
  }

  private static Key keyOf(Change change) {
    String uid = Json.uid(change.object());
    if (change.kind() == Change.Kind.DELETED) {
      return new Key("", uid);
    }
    Key key = change.key();
    return new Key(change.type() + "/" + key.namespace() + "/" + key.name(), uid);
  }

  private static boolean waits(JsonNode object) {
    return Json.deleting(object)
        && Json.items(object, "metadata", "finalizers").stream()
            .anyMatch(f -> f.asString("").equals(FOREGROUND));
  }
}
