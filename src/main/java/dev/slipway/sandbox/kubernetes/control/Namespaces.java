package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.admission.DeleteOptions;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Gives new namespaces their service account, and empties the ones that are being deleted.
final class Namespaces implements Controller {

  private static final String ID = "namespaces";
  private static final DeleteOptions AT_ONCE = new DeleteOptions(0, "Background", "", "", false);

  private final Plane plane;
  private final ResourceTypes types;

  Namespaces(Plane plane, ResourceTypes types) {
    this.plane = plane;
    this.types = types;
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals(ID) && change.kind() != Change.Kind.DELETED
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode namespace = plane.get(ID, key);
    if (namespace == null) {
      return Optional.empty();
    }
    if (!Json.deleting(namespace)) {
      account(key.name());
      return Optional.empty();
    }
    boolean empty = true;
    for (ResourceType type : types.all()) {
      for (ObjectNode object :
          type.namespaced() ? plane.list(type.id(), key.name()) : List.<ObjectNode>of()) {
        boolean event = type.kind().equals("Event");
        empty &= event;
        if (event) {
          plane.remove(type.id(), Key.of(object));
        } else {
          plane.delete(type.id(), Key.of(object), AT_ONCE);
        }
      }
    }
    if (empty) {
      plane.remove(ID, key);
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(50));
  }

  private void account(String namespace) {
    if (!plane.exists("serviceaccounts", new Key(namespace, "default"))) {
      ObjectNode account = Json.object().put("apiVersion", "v1").put("kind", "ServiceAccount");
      account.putObject("metadata").put("name", "default").put("namespace", namespace);
      plane.create("serviceaccounts", account);
    }
  }
}
